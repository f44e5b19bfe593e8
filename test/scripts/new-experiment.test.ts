import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterAll, expect, it } from "vitest";

import { copyProject } from "./project.ts";

const project = copyProject();
afterAll(() => project.remove());

/** Runs a command that must succeed. */
function run(...words: string[]): string {
  const { status, stdout, stderr } = project.run(words);
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

it("gives an experiment that the contract suite accepts as it stands", { timeout: 300_000 }, () => {
  expect(run("scripts/new.ts", "experiment", "my-question")).toContain(
    "src/experiments/my-question",
  );
  const folder = join(project.folder, "src/experiments/my-question");
  expect(readdirSync(folder).toSorted()).toEqual(["README.md", "figure.ts", "run.ts", "spec.ts"]);
  expect(readFileSync(join(folder, "README.md"), "utf8")).not.toContain("experiment-id");

  for (const preset of ["smoke", "quick"]) {
    run("scripts/precompute.ts", "my-question", "--preset", preset);
    const result = join(project.folder, `public/results/my-question/${preset}.json`);
    expect(existsSync(result)).toBe(true);
  }
  run(
    "node_modules/vitest/vitest.mjs",
    "run",
    "test/contract",
    "--testNamePattern=my-question",
    "--reporter=json",
    "--outputFile=report.json",
  );
  const report = readFileSync(join(project.folder, "report.json"), "utf8");
  const { numPassedTests, numFailedTests } = JSON.parse(report) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  expect(numFailedTests).toBe(0);
  expect(numPassedTests).toBeGreaterThan(15);
});
