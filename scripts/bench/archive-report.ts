import type { ArchiveMeasure } from "./archive.ts";
import { table } from "./table.ts";

/** What measured archives came to, in Markdown. */
export function archiveReport(measures: readonly ArchiveMeasure[], machine: string): string {
  return [
    "# Archives",
    machine,
    table(
      [
        "issues / entries",
        "cold build, s",
        "ms an entry",
        "memory, MB",
        "nothing changed, s",
        "one entry edited, s",
        "files",
        "site, MB",
      ],
      measures.map(({ issues, entries, cold, again, edited, files, bytes }) => [
        `${issues} / ${entries}`,
        cold.seconds.toFixed(0),
        ((1000 * cold.seconds) / entries).toFixed(1),
        (cold.memory / 1e6).toFixed(0),
        again.seconds.toFixed(1),
        edited.seconds.toFixed(1),
        String(files),
        (bytes / 1e6).toFixed(0),
      ]),
    ),
  ].join("\n\n");
}
