import { describe, expect, it } from "vitest";

import { buildProgress } from "../../scripts/build/progress.ts";

const told = (isTTY: boolean) => {
  const clock = { ms: 0 };
  const lines: string[] = [];
  const output = { isTTY, write: (text: string) => lines.push(text) };
  return { clock, lines, progress: buildProgress(output, () => clock.ms) };
};

describe("a build's progress", () => {
  it("says how many pages are made and how long the rest will take at that pace", () => {
    const { clock, lines, progress } = told(false);
    progress.step("making pages");
    for (let done = 0; done <= 400; done += 1) {
      clock.ms = done * 100;
      progress.reached(done, 1000);
    }
    expect(lines).toEqual([
      "making pages: 150 of 1000, about 85 s left\n",
      "making pages: 300 of 1000, about 70 s left\n",
    ]);
  });

  it("guesses nothing from the first pages", () => {
    const { clock, lines, progress } = told(false);
    progress.step("making pages");
    clock.ms = 20_000;
    progress.reached(20, 1000);
    expect(lines).toEqual(["making pages: 20 of 1000\n"]);
  });

  it("says nothing of a short build but on a terminal, where it leaves no line behind", () => {
    for (const isTTY of [false, true]) {
      const { clock, lines, progress } = told(isTTY);
      progress.step("reading");
      clock.ms = 3000;
      progress.step("making pages");
      progress.reached(10, 10);
      progress.end();
      expect(lines.length > 0).toBe(isTTY);
      if (isTTY) expect(lines.at(-1)).toBe("\u001B[2K\r");
    }
  });
});
