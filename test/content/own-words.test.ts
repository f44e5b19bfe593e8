import { expect, it } from "vitest";

import { compileArchive } from "#newsletter/compile.ts";

import { readContent } from "../../scripts/content.ts";
import hashes from "./an-062.hashes.json";
import { runHashes } from "./runs.ts";

const source = readContent("content");
const bodies = source.entries.filter(({ id }) => id.startsWith("062/"));
const original = new Set(hashes);

it("has no run of eight words in common with the issue as it was sent, titles aside", () => {
  const copied = bodies.filter(({ data, body }) => {
    const titles = new Set(runHashes(data.title));
    return [...runHashes(body), ...runHashes(data.gist ?? "")].some(
      (hash) => original.has(hash) && !titles.has(hash),
    );
  });
  expect(copied.map(({ id }) => id)).toEqual([]);
});

it("would notice a copied sentence", () => {
  const title = "Adversarial Example Researchers Need to Expand What is Meant by ‘Robustness’";
  expect(runHashes(title).some((hash) => original.has(hash))).toBe(true);
});

it("tells all seventeen entries in the order of the issue, six of them as responses to the paper", () => {
  const { issues } = compileArchive(source, { today: "2026-01-01", withUnpublished: false });
  const issue = issues.find(({ number }) => number === 62);
  expect(issue?.entries.map(({ title }) => title.slice(0, 24))).toEqual([
    "Adversarial Examples Are",
    "Learning from Incorrectl",
    "Robust Feature Leakage",
    "Adversarial Examples are",
    "Adversarial Example Rese",
    "Two Examples of Useful, ",
    "Adversarially Robust Neu",
    "Problems in AI Alignment",
    "Delegating open-ended co",
    "Clarifying some key hypo",
    "Evaluating and Testing U",
    "Towards Empathic Deep Q-",
    "AI Algorithms Need FDA-S",
    "Evidence against current",
    "Ought: why it matters an",
    "Project Proposal: Consid",
    "Call for contributors to",
  ]);
  expect(issue?.highlights[0]?.responses).toHaveLength(6);
});

it("keeps link-only entries without a word, and opinions without quotation marks", () => {
  const linkOnly = bodies.filter(({ body }) => body.trim() === "").map(({ id }) => id);
  expect(linkOnly).toEqual(["062/fda-style-trials"]);
  // The original only links to it; what stands here is the demo and how to use it.
  const memorization = bodies.find(({ id }) => id === "062/unintended-memorization");
  expect(memorization?.body.trim()).toMatch(/^\*\*Try it\.\*\* [^]+<Demo [^>]+>$/);
  const opinions = bodies.flatMap(({ body }) => [
    ...body.matchAll(/^:::opinion[^\n]*\n([\s\S]*?)^:::$/gm),
  ]);
  expect(opinions).toHaveLength(8);
  expect(opinions.filter(([, text = ""]) => /["“”]/.test(text))).toEqual([]);
});
