import { readFileSync, readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

import { entrySchema, issueSchema, newsletterSchema } from "../../src/newsletter/schemas.ts";
import { hashOf, runsOf } from "./runs.ts";

const content = new URL("../../content/", import.meta.url);
const folder = new URL("issues/062/", content);
const hashes = new Set(
  z
    .array(z.string())
    .parse(JSON.parse(readFileSync(new URL("an-062.hashes.json", import.meta.url), "utf8"))),
);

function parts(name: string): { data: unknown; body: string } {
  const text = readFileSync(new URL(name, folder), "utf8");
  const [, front = "", body = ""] = /^---\n([\s\S]*?)\n---\n?([\s\S]*)$/.exec(text) ?? [];
  return { data: parse(front), body: body.trim() };
}

const names = readdirSync(folder).filter((name) => /\.mdx?$/.test(name));
const index = parts("index.mdx");
const issue = issueSchema.parse(index.data);
const newsletter = newsletterSchema.parse(
  parse(readFileSync(new URL("newsletter.yaml", content), "utf8")),
);
const entries = names
  .filter((name) => name !== "index.mdx")
  .map((name) => {
    const { data, body } = parts(name);
    return { slug: name.replace(/\.mdx?$/, ""), data: entrySchema.parse(data), body };
  });

/** Runs of the text that stand in the original, titles of works left out. */
function copied(text: string): string[] {
  const titles = new Set(
    entries
      .flatMap(({ data }) => [data.title, ...data.readMore.map(({ title }) => title)])
      .flatMap(runsOf),
  );
  return runsOf(text).filter((run) => hashes.has(hashOf(run)) && !titles.has(run));
}

describe("issue 62 in our own words", () => {
  it.each(entries)("$slug has no run of eight words from the original", ({ data, body }) => {
    expect([...copied(body), ...copied(data.gist ?? "")]).toEqual([]);
  });

  it("takes neither its title, its gist nor its opening from the original", () => {
    expect([issue.title, issue.gist, index.body].flatMap(copied)).toEqual([]);
  });

  it("would see a copied sentence, whatever its punctuation, case and links", () => {
    const copy =
      "By commenting on THIS post: audio [version](https://example.org) here, *may not* be up yet.";
    expect(hashes.size).toBeGreaterThan(2000);
    expect(copied(copy)).toContain("audio version here may not be up yet");
  });
});

describe("issue 62 is whole", () => {
  const categories = newsletter.sections.flatMap((section) =>
    section.categories.map(({ id }) => id),
  );
  const order = (some: typeof entries) =>
    some
      .toSorted(
        (a, b) =>
          categories.indexOf(a.data.category) - categories.indexOf(b.data.category) ||
          a.data.order - b.data.order,
      )
      .map(({ slug }) => slug);
  const responses = entries.filter(({ data }) => data.respondsTo !== undefined);

  it("has its seventeen entries, the thread first", () => {
    const highlights = entries.filter(
      ({ data }) => data.highlight && data.respondsTo === undefined,
    );
    const rest = entries.filter(({ data }) => !data.highlight && data.respondsTo === undefined);
    expect([...order(highlights), ...order(responses), ...order(rest)]).toEqual([
      "adversarial-examples-are-features",
      "learning-from-incorrectly-labelled-data",
      "robust-feature-leakage",
      "adversarial-examples-are-just-bugs-too",
      "expand-what-robustness-means",
      "two-examples-of-useful-non-robust-features",
      "adversarially-robust-neural-style-transfer",
      "problems-for-philosophers",
      "delegating-open-ended-cognitive-work",
      "clarifying-key-hypotheses",
      "unintended-memorization",
      "empathic-deep-q-learning",
      "fda-style-drug-trials",
      "evidence-against-current-methods",
      "ought-why-it-matters",
      "trading-off-capabilities-and-safety",
      "call-for-contributors",
    ]);
  });

  it("has six responses to the paper", () => {
    expect(responses.map(({ data }) => data.respondsTo)).toEqual(
      Array.from({ length: 6 }, () => "062/adversarial-examples-are-features"),
    );
  });

  it("only links to what the original only linked to", () => {
    const bare = entries.filter(({ body }) => body === "").map(({ slug }) => slug);
    expect(bare.toSorted()).toEqual(["fda-style-drug-trials", "unintended-memorization"]);
  });

  it("reports opinions and does not quote them", () => {
    const opinions = entries.flatMap(({ body }) =>
      [...body.matchAll(/:::opinion\{by="[^"]+"\}\n([\s\S]*?)\n:::/g)].map((match) =>
        (match[1] ?? "").trim(),
      ),
    );
    expect(opinions).toHaveLength(8);
    for (const opinion of opinions) {
      expect(opinion).not.toMatch(/^["“]|["”]$/);
      expect(opinion).not.toMatch(/\bI\b/);
    }
  });
});
