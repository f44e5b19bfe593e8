import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { audioHosts } from "#newsletter/audio.ts";
import { readContentFiles } from "#newsletter/content.ts";
import { contentPolicy } from "#newsletter/policy.ts";

import { entryText, issueText, sampleArchive, sampleFiles } from "./sample.ts";

const sound = "file: one.mp3, length: 1000, type: audio/mpeg, duration: 60";
const podcast =
  'podcast: { description: Read aloud., image: cover.png, category: Science, explicit: false, email: "a@example.org" }\n';
const media = new Map([
  ["cover.png", { bytes: 10, opening: "", width: 1400, height: 1400 }],
  ["issues/001/one.mp3", { bytes: 1000, opening: "" }],
  ["issues/001/one.vtt", { bytes: 10, opening: "WEBVTT\n" }],
  ["issues/001/bad.vtt", { bytes: 10, opening: "1\n00:00" }],
  ["issues/001/big.mp3", { bytes: 30 * 1024 * 1024, opening: "" }],
]);
const settings = sampleFiles({}).find(({ path }) => path === "newsletter.yaml")?.text ?? "";

function problems(audio: string, { settingsText = settings + podcast, files = media } = {}) {
  const source = sampleFiles({
    "newsletter.yaml": settingsText,
    "issues/001/index.md": issueText(1, `audio: { ${audio} }\n`),
    "issues/001/labels.md": entryText("Labels"),
  });
  return readContentFiles(source, { media: files }).problems;
}

describe("a spoken version", () => {
  it("is accepted with its file, transcript and chapters", () => {
    expect(
      problems(
        `${sound}, transcripts: [{ file: one.vtt, type: text/vtt }], chapters: [{ start: 0, title: Opening }, { start: 9.5, entry: labels }]`,
      ),
    ).toEqual([]);
  });

  it.each([
    [sound.replace("one.mp3", "two.mp3"), 'audio.file: there is no "two.mp3" beside the issue'],
    [
      sound.replace("1000", "999"),
      'audio.length: "one.mp3" has 1000 bytes, not 999; run npm run new -- audio',
    ],
    [
      sound.replace("one.mp3", "big.mp3"),
      'audio.file: "big.mp3" has 30.0 MiB, and static hosts take 25',
    ],
    [
      sound.replace("audio/mpeg", "audio/ogg"),
      "audio.type: a .mp3 file is audio/mpeg, not audio/ogg",
    ],
    [
      `${sound}, transcripts: [{ file: bad.vtt, type: text/vtt }]`,
      'audio.transcripts.0.type: "bad.vtt" does not open with WEBVTT',
    ],
    [
      `${sound}, transcripts: [{ file: reading.txt, type: text/plain }]`,
      "audio.transcripts.0.file: the site writes a file of that name",
    ],
    [
      `${sound}, chapters: [{ start: 5, title: A }, { start: 5, title: B }]`,
      "audio.chapters.1.start: 5 is not after 5",
    ],
    [
      `${sound}, chapters: [{ start: 60, title: A }]`,
      "audio.chapters.0.start: 60 is beyond the end at 60",
    ],
    [
      `${sound}, chapters: [{ start: 0, entry: label }]`,
      'audio.chapters.0.entry: there is no entry "label" in this issue; did you mean "labels"?',
    ],
    [`${sound}, chapters: [{ start: 0 }]`, "must name either an entry or a title"],
    [sound.replace("one.mp3", "../x.mp3"), "must be the name of a file beside this one"],
  ])("is refused in one line when it says { %s }", (audio, expected) => {
    const found = problems(audio);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("issues/001/index.md: audio");
    expect(found[0]).toContain(expected);
  });

  it("may stand elsewhere, whose host the policy then allows to be heard, and no other", () => {
    const foreign = sound.replace("one.mp3", '"https://sound.example/one.mp3"');
    expect(problems(foreign)).toEqual([]);
    const archive = sampleArchive({
      "newsletter.yaml": settings + podcast,
      "issues/001/index.md": issueText(1, `audio: { ${foreign} }\n`),
    });
    const hosts = audioHosts(archive.issues);
    expect(contentPolicy(archive.newsletter, hosts)).toContain(
      "; media-src 'self' https://sound.example;",
    );
    expect(contentPolicy(archive.newsletter)).not.toContain("media-src");
  });

  it("wants the newsletter to be a podcast", () => {
    expect(problems(sound, { settingsText: settings })).toEqual([
      expect.stringContaining("newsletter.yaml: podcast: missing, though issues/001/index.md"),
    ]);
  });

  it("has its chapters in order and within the sound, or is told which is not", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 80 }), { maxLength: 6 }), (starts) => {
        const chapters = starts.map((start) => `{ start: ${start}, title: A }`).join(", ");
        const isSound = starts.every(
          (start, i) => start < 60 && (i === 0 || start > (starts[i - 1] ?? 0)),
        );
        expect(problems(`${sound}, chapters: [${chapters}]`).length === 0).toBe(isSound);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a podcast's picture", () => {
  it.each([
    [undefined, undefined, "cannot be read as a picture"],
    [1400, 1300, "is 1400 × 1300 pixels"],
    [1200, 1200, "is 1200 × 1200 pixels"],
    [3001, 3001, "is 3001 × 3001 pixels"],
  ])("is refused at %s × %s", (width, height, expected) => {
    const size = width === undefined || height === undefined ? {} : { width, height };
    const files = new Map([...media, ["cover.png", { bytes: 1, opening: "", ...size }] as const]);
    expect(problems(sound, { files })).toEqual([expect.stringContaining(expected)]);
  });

  it("is refused where it is not there, and its description where it is too long", () => {
    expect(problems(sound, { files: new Map([...media].slice(1)) })).toEqual([
      'newsletter.yaml: podcast.image: there is no "cover.png" beside newsletter.yaml; put the picture there',
    ]);
    const long = settings + podcast.replace("Read aloud.", "ä".repeat(2001));
    expect(problems(sound, { settingsText: long })[0]).toContain("at most 4000 bytes");
  });
});
