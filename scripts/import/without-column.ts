import type { ContentSource } from "#newsletter/check.ts";
import { formatOf, nodesOf, parseBody } from "#newsletter/tree.ts";

import { part } from "./report.ts";

/** The lines that tell what a newsletter says and the columns of a database have no place for. */
export function withoutColumn({ entries, issues, translations }: ContentSource): string[] {
  const parts: Readonly<Record<string, readonly string[]>> = {
    corrections: [...issues, ...entries].flatMap(({ file, data }) =>
      data.corrections.map(({ date, kind }) => `${file}: ${kind} of ${date}`),
    ),
    "what entries respond to": entries.flatMap(({ file, data }) =>
      data.respondsTo === undefined ? [] : [`${file}: ${data.respondsTo}`],
    ),
    "gists of entries": entries.flatMap(({ file, data }) =>
      data.gist === undefined ? [] : [file],
    ),
    drafts: entries.flatMap(({ file, data }) => (data.draft ? [file] : [])),
    "demos, maps and games": [...issues, ...entries].flatMap(({ file, body }) =>
      file.endsWith(".mdx")
        ? nodesOf(parseBody(body, formatOf(file))).flatMap((node) =>
            node.type === "mdxJsxFlowElement" ? [`${file}: ${node.name ?? ""}`] : [],
          )
        : [],
    ),
    "openings of issues": issues.map(({ file }) => file),
    translations: translations.map(({ file }) => file),
  };
  return Object.entries(parts).flatMap(([title, lines]) =>
    lines.length === 0 ? [] : part(`no column for ${title}`, lines),
  );
}
