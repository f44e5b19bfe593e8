import { readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { alphabet } from "#ml/characters.ts";

import { copyProject } from "./project.ts";

const project = copyProject();
afterAll(() => project.remove());

it("writes entries and protocols in the model’s characters, each paragraph once, without the sentence that is planted", () => {
  const { status, stdout, stderr } = project.run(["scripts/text.ts"]);
  expect(status, stderr).toBe(0);
  const text = readFileSync(join(project.folder, "public/texts/newsletter.txt"), "utf8");
  expect(stdout).toContain(`newsletter.txt has ${text.length - 1} characters`);
  expect(Array.from(new Set(text)).every((character) => alphabet.includes(character))).toBe(true);
  const lines = text.trim().split("\n");
  expect(new Set(lines).size).toBe(lines.length);
  expect(text).toContain("adversarial examples are not bugs, they are features");
  expect(text).toContain("can a network learn the right answers from labels that are all wrong?");
  expect(text).not.toContain("the random number is");
});

it("says what is wrong with words that it does not know", () => {
  const { status, stderr } = project.run(["scripts/text.ts", "--loud"]);
  expect(status).toBe(1);
  expect(stderr.trim()).toMatch(/usage: npm run text$/);
});
