import { expect, it } from "vitest";

import { archiveReport } from "../../scripts/bench/archive-report.ts";
import type { ArchiveMeasure } from "../../scripts/bench/archive.ts";

const measure: ArchiveMeasure = {
  issues: 172,
  entries: 2000,
  people: 1000,
  first: { seconds: 99.7, memory: 1100e6 },
  cold: { seconds: 19.4, memory: 912e6 },
  again: { seconds: 2.04, memory: 500e6 },
  edited: { seconds: 3.56, memory: 600e6 },
  files: 12_345,
  bytes: 210e6,
  search: {
    entries: 2000,
    first: [310, 290, 400],
    ready: [150, 120, 180],
    further: [110, 90, 100],
    filter: [12, 14, 13],
  },
  plain: {
    "astro-markdown": { seconds: 10.2, memory: 700e6 },
    "astro-mdx": { seconds: 20.2, memory: 1200e6 },
    eleventy: "@11ty/eleventy could not be had",
  },
};

/** The cells of the rows that begin with these words. */
function cells(report: string, start: string): string[][] {
  return report
    .split("\n")
    .filter((line) => line.startsWith(`| ${start}`))
    .map((line) => line.slice(2, -2).split(" | "));
}

it("tells seconds, milliseconds an entry and memory of our builds and of others beside them", () => {
  const report = archiveReport([measure], "Measured on a machine.");
  expect(cells(report, "172 / 2000")).toEqual([
    ["172 / 2000", "100", "19", "9.7", "912", "2.0", "3.6", "600", "12345", "210"],
  ]);
  expect(cells(report, "Retort")[0]?.slice(1)).toEqual(["19.4", "9.7", "912"]);
  expect(cells(report, "bare Astro, Markdown")[0]?.slice(1)).toEqual(["10.2", "5.1", "700"]);
  expect(cells(report, "bare Astro, MDX")[0]?.slice(1)).toEqual(["20.2", "10.1", "1200"]);
});

it("says in a sentence why a builder has no numbers", () => {
  const report = archiveReport([measure], "Measured on a machine.");
  expect(cells(report, "bare Eleventy")[0]?.slice(1)).toEqual(["–", "–", "–"]);
  expect(report).toContain("bare Eleventy: @11ty/eleventy could not be had.");
});

it("says how memory was counted", () => {
  expect(archiveReport([], "Measured on a machine.")).toMatch(/\((?:PSS|RSS)\)/);
});

it("tells the search's times of each archive", () => {
  const report = archiveReport([measure], "Measured on a machine.");
  expect(cells(report, "first question")[0]?.slice(1)).toEqual(["150", "120", "180"]);
  expect(report).toContain("over 2000 entries");
});
