import type { ArchiveMeasure } from "./archive.ts";
import { countsSharedOnce, type RunMeasure } from "./measured-run.ts";
import { type Builder, builders } from "./plain-sites.ts";
import { searchSection } from "./search-report.ts";
import { table } from "./table.ts";

const builderNames: Readonly<Record<Builder, string>> = {
  "astro-markdown": "bare Astro, Markdown",
  "astro-mdx": "bare Astro, MDX",
  eleventy: "bare Eleventy",
};

/** What measured archives came to, in Markdown. */
export function archiveReport(measures: readonly ArchiveMeasure[], machine: string): string {
  return [
    "# Archives",
    `Written by \`npm run bench -- --archives --out docs/archives.md\`; nothing here is edited by hand. ${machine} ${memoryKind}`,
    "A first build draws every picture of this project's own experiments, which are as many in any archive; a cold one finds these and nothing else of builds before. What is told by the entry and beside others is the cold one.",
    table(
      [
        "issues / entries",
        "first build, s",
        "cold build, s",
        "ms an entry",
        "memory, MB",
        "nothing changed, s",
        "one entry edited, s",
        "memory, MB",
        "files",
        "site, MB",
      ],
      measures.map(({ issues, entries, first, cold, again, edited, files, bytes }) => [
        `${issues} / ${entries}`,
        first.seconds.toFixed(0),
        cold.seconds.toFixed(0),
        ((1000 * cold.seconds) / entries).toFixed(1),
        megabytes(cold),
        again.seconds.toFixed(1),
        edited.seconds.toFixed(1),
        megabytes(edited),
        String(files),
        (bytes / 1e6).toFixed(0),
      ]),
    ),
    ...measures.flatMap((measure) => [plainSection(measure), searchSection(measure.search)]),
  ].join("\n\n");
}

const memoryKind = countsSharedOnce
  ? "Memory is the most that the build and all processes it started had at one moment: the sum of their proportional set sizes (PSS), so that what several share counts once."
  : "Memory is the most that the build and all processes it started had at one moment: the sum of their resident set sizes (RSS), so that what several share counts for each, as this system does not tell proportional ones.";

/** The others make a page an entry and a list, nothing else; what else ours makes, the first line says. */
function plainSection({ entries, cold, plain }: ArchiveMeasure): string {
  const measured = builders.map((builder) => [builderNames[builder], plain[builder]] as const);
  const rows = [
    ["Retort, cold: every page, feed, mail, citation and index", cold],
    ...measured,
  ] as const;
  const failed = measured.flatMap(([name, measure]) =>
    typeof measure === "string" ? [`${name}: ${measure}.`] : [],
  );
  return [
    `## The same ${entries} entries elsewhere`,
    "Titles, texts and front matter are the same; the bare ones make a page of each entry, with its title and its text, and one that lists them. " +
      "What only this newsletter understands stays as text there (`:::opinion`, `<Demo>`), links to other entries stay as written; in MDX braces and angle brackets are escaped.",
    table(
      ["", "s", "ms an entry", "memory, MB"],
      rows.map(([name, measure]) =>
        typeof measure === "string"
          ? [name, "–", "–", "–"]
          : [
              name,
              measure.seconds.toFixed(1),
              ((1000 * measure.seconds) / entries).toFixed(1),
              megabytes(measure),
            ],
      ),
    ),
    ...failed,
  ].join("\n\n");
}

function megabytes({ memory }: RunMeasure): string {
  return (memory / 1e6).toFixed(0);
}
