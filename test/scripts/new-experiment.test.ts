import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterAll, expect, it } from "vitest";

const project = mkdtempSync(join(tmpdir(), "retort-project-"));
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** Runs a command in a copy of the project, so that nothing is left in this one whatever fails. */
function run(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: project,
    env: { ...process.env, RETORT_CONTENT: undefined, NODE_ENV: undefined, VITEST: undefined },
    encoding: "utf8",
  });
  expect(status, `${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

it("gives an experiment that the contract suite accepts as it stands", { timeout: 300_000 }, () => {
  copyProject();
  expect(run("scripts/new.ts", "experiment", "my-question")).toContain(
    "src/experiments/my-question",
  );
  const folder = join(project, "src/experiments/my-question");
  expect(readdirSync(folder).toSorted()).toEqual(["README.md", "figure.ts", "run.ts", "spec.ts"]);
  expect(readFileSync(join(folder, "README.md"), "utf8")).not.toContain("experiment-id");

  for (const preset of ["smoke", "quick"]) {
    run("scripts/precompute.ts", "my-question", "--preset", preset);
    expect(existsSync(join(project, `public/results/my-question/${preset}.json`))).toBe(true);
  }
  run(
    "node_modules/vitest/vitest.mjs",
    "run",
    "test/contract",
    "--testNamePattern=my-question",
    "--reporter=json",
    "--outputFile=report.json",
  );
  const { numPassedTests, numFailedTests } = JSON.parse(
    readFileSync(join(project, "report.json"), "utf8"),
  ) as {
    numPassedTests: number;
    numFailedTests: number;
  };
  expect(numFailedTests).toBe(0);
  expect(numPassedTests).toBeGreaterThan(15);
});

/** What the contract suite needs, with a `node_modules` of links, so that caches are the copy's own. */
function copyProject(): void {
  for (const path of ["package.json", "tsconfig.json", "astro.config.mjs", "vitest.config.ts"]) {
    cpSync(path, join(project, path));
  }
  for (const folder of ["src", "scripts", "content", "test/contract", "public/results"]) {
    cpSync(folder, join(project, folder), { recursive: true });
  }
  mkdirSync(join(project, "node_modules"));
  for (const name of readdirSync("node_modules").filter(
    (other) => ![".cache", ".astro", ".vite"].includes(other),
  )) {
    symlinkSync(resolve("node_modules", name), join(project, "node_modules", name));
  }
}
