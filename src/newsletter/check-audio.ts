import type { Audio } from "./audio-schemas.ts";
import { audioTypes, isForeign } from "./audio.ts";
import type { CheckOptions, ContentSource } from "./check.ts";
import { suggestion } from "./suggestion.ts";

/** What is known of a file of sound, text or picture without listening to it. */
export interface MediaFile {
  readonly bytes: number;
  /** Its first characters. */
  readonly opening: string;
  /** Of a picture. */
  readonly width?: number;
  readonly height?: number;
}

/** The most that static hosts take of one file, bytes. */
const mostBytes = 25 * 1024 * 1024;

type SourceIssue = ContentSource["issues"][number];

/** Sound files that are not there or not as told, and chapters out of order, of no entry or beyond the end. */
export function audioProblems(
  { slug, file, data: { audio } }: SourceIssue,
  { issues, entries }: ContentSource,
  { media }: CheckOptions,
): string[] {
  if (audio === undefined) return [];
  const folder = file.replace(/[^/]*$/, "");
  const twin = issues.find(
    ({ file: other, data }) => other !== file && episodeOf(data) === audio.episode,
  );
  const problems = [
    ...(media === undefined
      ? []
      : [...fileProblems(audio, folder, media), ...transcriptProblems(audio, folder, media)]),
    ...typeProblems(audio),
    ...chapterProblems(
      audio,
      entries
        .filter(({ id }) => id.startsWith(`${slug}/`))
        .map(({ id }) => id.slice(slug.length + 1)),
    ),
    ...(audio.episode === undefined || twin === undefined
      ? []
      : [`episode: ${audio.episode} is also that of ${twin.file}; give each issue its own`]),
  ];
  return problems.map((problem) => `${file}: audio.${problem}`);
}

/** An episode's number: the one it gives, else its issue's; undefined where nothing is spoken. */
function episodeOf({ audio, number }: SourceIssue["data"]): number | undefined {
  return audio === undefined ? undefined : (audio.episode ?? number);
}

function fileProblems(
  { file, length }: Audio,
  folder: string,
  media: ReadonlyMap<string, MediaFile>,
): string[] {
  if (isForeign(file)) return [];
  const found = media.get(folder + file);
  if (found === undefined) return [`file: ${missing(file, folder, media)}`];
  if (found.bytes > mostBytes) {
    const size = (found.bytes / 1024 / 1024).toFixed(1);
    return [
      `file: "${file}" has ${size} MiB, and static hosts take 25; put it on a host for sound and give its address`,
    ];
  }
  return found.bytes === length
    ? []
    : [
        `length: "${file}" has ${found.bytes} bytes, not ${length}; run npm run new -- audio to write what it is`,
      ];
}

function transcriptProblems(
  { transcripts }: Audio,
  folder: string,
  media: ReadonlyMap<string, MediaFile>,
): string[] {
  return transcripts.flatMap(({ file, type }, i) => {
    if (isForeign(file)) return [];
    if (file === "reading.txt") {
      return [`transcripts.${i}.file: the site writes a file of that name itself; rename it`];
    }
    const found = media.get(folder + file);
    if (found === undefined) return [`transcripts.${i}.file: ${missing(file, folder, media)}`];
    return type === "text/vtt" && !/^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(found.opening)
      ? [
          `transcripts.${i}.type: "${file}" does not open with WEBVTT as text/vtt does; correct the type or the file`,
        ]
      : [];
  });
}

function missing(file: string, folder: string, media: ReadonlyMap<string, MediaFile>): string {
  const beside = [...media.keys()]
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length));
  const hint = beside.length > 0 ? suggestion(file, beside) : `put it into ${folder}`;
  return `there is no "${file}" beside the issue; ${hint}`;
}

function typeProblems({ file, type }: Audio): string[] {
  if (isForeign(file)) return [];
  const ending = file.split(".").at(-1) ?? "";
  const expected = Object.entries(audioTypes).find(([name]) => name === ending)?.[1];
  if (expected === undefined) {
    return [
      `file: "${file}" is no sound file; ${suggestion(
        ending,
        Object.keys(audioTypes).map((name) => `.${name}`),
      )}`,
    ];
  }
  return type === expected || (ending === "m4a" && type === "audio/mp4")
    ? []
    : [`type: a .${ending} file is ${expected}, not ${type}; correct one of them`];
}

function chapterProblems({ chapters, duration }: Audio, entries: readonly string[]): string[] {
  return chapters.flatMap(({ start, entry }, i) => {
    const before = chapters[i - 1]?.start;
    return [
      ...(before !== undefined && start <= before
        ? [`chapters.${i}.start: ${start} is not after ${before}; put the chapters in order`]
        : []),
      ...(start >= duration
        ? [
            `chapters.${i}.start: ${start} is beyond the end at ${duration}; both are seconds, correct one`,
          ]
        : []),
      ...(entry === undefined || entries.includes(entry)
        ? []
        : [
            `chapters.${i}.entry: there is no entry "${entry}" in this issue; ${suggestion(entry, entries)}`,
          ]),
    ];
  });
}

/** A podcast's picture that is not there, not square, or of a size that directories refuse. */
export function podcastProblems(
  { newsletter: { podcast }, issues }: ContentSource,
  { media }: CheckOptions,
): string[] {
  if (podcast === undefined) {
    return issues
      .filter(({ data }) => data.audio !== undefined)
      .slice(0, 1)
      .map(
        ({ file }) =>
          `newsletter.yaml: podcast: missing, though ${file} has a spoken version; add it with description, image, category, explicit and email`,
      );
  }
  if (media === undefined) return [];
  const picture = media.get(podcast.image);
  if (picture === undefined) {
    return pictureProblem(
      `there is no "${podcast.image}" beside newsletter.yaml; put the picture there`,
    );
  }
  const { width, height } = picture;
  if (width === undefined || height === undefined) {
    return pictureProblem(`"${podcast.image}" cannot be read as a picture; save it as PNG or JPEG`);
  }
  return width === height && width >= 1400 && width <= 3000
    ? []
    : pictureProblem(
        `"${podcast.image}" is ${width} × ${height} pixels; directories want a square of 1400 to 3000`,
      );
}

function pictureProblem(problem: string): string[] {
  return [`newsletter.yaml: podcast.image: ${problem}`];
}
