/** What readers find of an issue's spoken version, whether it is up, awaited, or not to be expected. */
import { experimental_AstroContainer as AstroContainer } from "astro/container";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Archive } from "#newsletter/archive.ts";

import { issueText, sampleArchive, sampleFiles } from "../newsletter/sample.ts";

const settings = sampleFiles({}).find(({ path }) => path === "newsletter.yaml")?.text ?? "";
const podcast =
  'podcast: { description: Read aloud., image: cover.png, category: Science, explicit: false, email: "a@example.org" }\n';
const sound = "audio: { file: one.mp3, length: 1000, type: audio/mpeg, duration: 60 }\n";
const pending = "may not be up yet";

/** The part of an issue's page that tells of its spoken version. */
async function listen(archive: Archive, number: number): Promise<string> {
  vi.doMock("#archive.ts", () => ({ archive }));
  const { default: Listen } = await import("#components/Listen.astro");
  const issue = archive.issues.find((one) => one.number === number);
  const container = await AstroContainer.create();
  return container.renderToString(Listen, { props: { issue } });
}

describe("the spoken version", () => {
  beforeEach(() => {
    vi.resetModules();
  });
  const heard = sampleArchive({
    "newsletter.yaml": settings + podcast,
    "issues/001/index.md": issueText(1, sound),
    "issues/002/index.md": issueText(2),
  });

  it("is there to be heard, and not called late, where an issue has one", async () => {
    const html = await listen(heard, 1);
    expect(html).toMatch(/<audio controls preload="none" src="[^"]*issues\/001\/one\.mp3"/);
    expect(html).not.toContain(pending);
  });

  it("may not be up yet where others are heard and this one is silent, which can be read aloud", async () => {
    const html = await listen(heard, 2);
    expect(html).toContain(pending);
    expect(html).not.toContain("<audio");
    expect(html).toMatch(/href="[^"]*issues\/002\/reading\.txt"/);
  });

  it("is not promised where the newsletter is none to be heard", async () => {
    const html = await listen(sampleArchive({ "issues/002/index.md": issueText(2) }), 2);
    expect(html).not.toContain(pending);
    expect(html).not.toContain("<audio");
    expect(html).toMatch(/href="[^"]*issues\/002\/reading\.txt"/);
  });
});
