import { describe, expect, it } from "vitest";

import type { Archive, Thread } from "#newsletter/archive.ts";

import { entryText, issueText, sampleArchive } from "./sample.ts";

/** A thread as nested titles. */
function titles(threads: readonly Thread[]): unknown[] {
  return threads.flatMap(({ entry, responses }) =>
    responses.length === 0 ? [entry.title] : [entry.title, titles(responses)],
  );
}

function only({ issues }: Archive) {
  const [issue] = issues;
  if (issue === undefined) throw new Error("no issue was compiled");
  return issue;
}

describe("the order of an issue", () => {
  it("opens with highlights, each with its nested responses, then follows the sections and categories of the settings", () => {
    const issue = only(
      sampleArchive({
        "issues/001/train.md": entryText("Train", "category: training\n"),
        "issues/001/prove.md": entryText("Prove", "category: proofs\n"),
        "issues/001/bound.md": entryText("Bound"),
        "issues/001/star.md": entryText("Star", "category: training\nhighlight: true\n"),
        "issues/001/reply.md": entryText("Reply", "respondsTo: 001/star\n"),
        "issues/001/retort.md": entryText("Retort", "respondsTo: 001/reply\n"),
        "issues/001/aside.md": entryText("Aside", "respondsTo: 001/bound\nhighlight: true\n"),
      }),
    );
    expect(titles(issue.highlights)).toEqual(["Star", ["Reply", ["Retort"]]]);
    expect(
      issue.sections.map(({ title, categories }) => [
        title,
        categories.map(({ category, threads }) => [category.id, titles(threads)]),
      ]),
    ).toEqual([
      [
        "Theory",
        [
          ["bounds", ["Bound", ["Aside"]]],
          ["proofs", ["Prove"]],
        ],
      ],
      ["Practice", [["training", ["Train"]]]],
    ]);
    expect(issue.entries.map(({ title }) => title)).toEqual(
      ["Star", "Reply", "Retort", "Bound", "Aside", "Prove", "Train"], //
    );
  });

  it("puts neighbours by their order, and equal ones by title", () => {
    const issue = only(
      sampleArchive({
        "issues/001/a.md": entryText("Alpha", "order: 2\n"),
        "issues/001/c.md": entryText("Gamma"),
        "issues/001/b.md": entryText("Beta"),
        "issues/001/z.md": entryText("Zeta", "order: -1\n"),
      }),
    );
    expect(issue.entries.map(({ title }) => title)).toEqual(["Zeta", "Beta", "Gamma", "Alpha"]);
  });

  it("stands an answer to another issue's entry among the categories", () => {
    const { issues } = sampleArchive({
      "issues/001/first.md": entryText("First"),
      "issues/002/index.md": issueText(2),
      "issues/002/second.md": entryText("Second", "respondsTo: 001/first\n"),
    });
    expect(issues.map(({ number }) => number)).toEqual([2, 1]);
    expect(issues[0]?.sections[0]?.categories[0]?.threads[0]?.entry.respondsTo).toBe("001/first");
  });
});

describe("what is not yet published", () => {
  const files = {
    "issues/001/out.md": entryText("Out"),
    "issues/001/sketch.md": entryText("Sketch", "draft: true\n"),
    "issues/001/answer.md": entryText("Answer", "respondsTo: 001/sketch\n"),
    "issues/002/index.md": issueText(2, "draft: true\n"),
    "issues/002/hidden.md": entryText("Hidden", "summarisedBy: [Grace Hopper]\n"),
    "issues/003/index.md": issueText(3).replace(/date: .*/, "date: 2026-11-26"),
    "issues/003/later.md": entryText("Later"),
    "issues/001/ahead.md": entryText("Ahead", "respondsTo: 003/later\n"),
  };

  it("stays out of a build whole: issues, entries, people, and references to them", () => {
    const archive = sampleArchive(files);
    expect(archive.issues.map(({ slug }) => slug)).toEqual(["001"]);
    expect(archive.entries.map(({ title }) => title)).toEqual(["Ahead", "Answer", "Out"]);
    expect(archive.people.map(({ id }) => id)).toEqual(["ada-lovelace"]);
    expect(archive.entries.filter(({ respondsTo }) => respondsTo !== undefined)).toEqual([]);
  });

  it("is shown, and marked, where drafts are shown", () => {
    const archive = sampleArchive(files, { withUnpublished: true });
    expect(archive.issues.map(({ slug, isUnpublished }) => [slug, isUnpublished])).toEqual([
      ["003", true],
      ["002", true],
      ["001", false],
    ]);
    expect(archive.entries.find(({ title }) => title === "Sketch")?.draft).toBe(true);
    expect(archive.entries.find(({ title }) => title === "Answer")?.respondsTo).toBe("001/sketch");
  });

  it("includes an issue of today", () => {
    const today = issueText(1).replace(/date: .*/, "date: 2026-11-25");
    expect(sampleArchive({ "issues/001/index.md": today }).issues).toHaveLength(1);
  });
});

it("knows people by any spelling, accents composed or not, and the experiments a body runs", () => {
  const { entries } = sampleArchive({
    "people.yaml":
      "zoe: { name: Zo\u00EB, spellings: [Zoe] }\nada-lovelace: { name: Ada Lovelace }\n",
    "issues/001/a.mdx": entryText(
      "A",
      "summarisedBy: [Zoe\u0308]\n",
      '<Demo experiment="wrong-labels" />\n\n:::opinion{by="Zoe"}\nWell.\n:::\n',
    ),
  });
  const [entry] = entries;
  expect(entry?.summarisedBy.map(({ id }) => id)).toEqual(["zoe"]);
  expect(entry?.opinionsBy.map(({ name }) => name)).toEqual(["Zo\u00EB"]);
  expect(entry?.experiments).toEqual(["wrong-labels"]);
});

it("counts 220 words a minute over the opening and every entry", () => {
  const { issues } = sampleArchive({
    "issues/001/index.md": issueText(1) + "word ".repeat(219),
    "issues/001/a.md": entryText("A", "", "word ".repeat(440)),
  });
  expect(issues[0]?.readingMinutes).toBe(3);
});
