import TurndownService from "turndown";
import { stringify } from "yaml";

import { isFormulaPicture } from "#newsletter/maths.ts";

import type { entryTwin, issueTwin, TwinResult } from "./twins.ts";

type EntryTwin = Awaited<ReturnType<typeof entryTwin>>;
type IssueTwin = Awaited<ReturnType<typeof issueTwin>>;

/** An entry as Markdown for people and programs: its facts as front matter, the prose, then the numbers behind its figures. */
export function entryMarkdown(entry: EntryTwin): string {
  const { html: _, results, citedBy, authors, summarisedBy, opinions, ...facts } = entry;
  return document(
    {
      ...facts,
      authors: authors.map(({ name }) => name),
      summarisedBy: summarisedBy.map(({ name }) => name),
      opinionsBy: opinions.map(({ by }) => by),
      citedBy: citedBy.map(({ address }) => address),
    },
    [`# ${entry.title}`, proseMarkdown(entry.html), ...results.map(numbers)],
  );
}

/** A whole issue as Markdown. */
export function issueMarkdown(issue: IssueTwin): string {
  const { html: _, results, entries, ...facts } = issue;
  return document({ ...facts, entries: entries.map(({ address }) => address) }, [
    `# ${issue.title}`,
    proseMarkdown(issue.html),
    ...results.map(numbers),
    ...entries.flatMap((entry) => [
      `## [${plain(entry.title)}](${entry.address})`,
      proseMarkdown(entry.html),
      ...entry.results.map(numbers),
    ]),
  ]);
}

function document(facts: Readonly<Record<string, unknown>>, parts: readonly string[]): string {
  const said = Object.fromEntries(
    Object.entries(facts).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
  const prose = parts.filter((part) => part !== "").join("\n\n");
  return `---\n${stringify(said, { lineWidth: 0 })}---\n\n${prose}\n`;
}

/** Portable HTML as Markdown: tables with pipes, formulas as TeX between double dollars. */
export function proseMarkdown(html: string): string {
  const service = new TurndownService({
    headingStyle: "atx",
    codeBlockStyle: "fenced",
    bulletListMarker: "-",
    emDelimiter: "_",
  });
  service.keep(["sub", "sup"]);
  service.addRule("formula", {
    filter: (node) => node.nodeName === "IMG" && isFormulaPicture(node.getAttribute("src") ?? ""),
    replacement: (_, node) => {
      const tex = "getAttribute" in node ? (node.getAttribute("alt") ?? "") : "";
      const isAlone = node.parentNode?.childNodes.length === 1 && node.parentNode.nodeName === "P";
      return isAlone ? `$$\n${tex}\n$$` : `$$${tex}$$`;
    },
  });
  service.addRule("caption", {
    filter: "figcaption",
    replacement: (text) => `\n\n*${text.trim().replaceAll("*", "\\*")}*\n\n`,
  });
  service.addRule("cell", {
    filter: ["th", "td"],
    replacement: (text) =>
      ` ${text
        .trim()
        .replaceAll(/\s*\n\s*/g, " ")
        .replaceAll("|", "\\|")} |`,
  });
  service.addRule("row", {
    filter: "tr",
    replacement: (cells, node) => {
      const isHead = node.parentNode?.nodeName === "THEAD";
      const count = [...node.childNodes].filter(({ nodeName }) => /^T[HD]$/.test(nodeName)).length;
      return `|${cells.replaceAll("\n", " ")}\n${isHead ? `|${" --- |".repeat(count)}\n` : ""}`;
    },
  });
  service.addRule("table parts", {
    filter: ["thead", "tbody"],
    replacement: (rows) => rows,
  });
  service.addRule("table", {
    filter: "table",
    replacement: (rows) => `\n\n${rows.trim()}\n\n`,
  });
  return service
    .turndown(html)
    .replaceAll("\u00A0", " ")
    .replaceAll(/[ \t]+$/gm, "");
}

/** The numbers behind a demo's figures, a table each. */
function numbers({ title, result, preset, seeds, figures }: TwinResult): string {
  const tables = figures.map(({ title: name, columns, rows }) =>
    [
      `**${name}**`,
      "",
      tableRow(columns),
      tableRow(columns.map(() => "---")),
      ...rows.map(tableRow),
    ].join("\n"),
  );
  const heading = `### [${plain(title)}](${result}): ${preset}, seeds ${seeds.join(", ")}`;
  return [heading, ...tables].join("\n\n");
}

function tableRow(cells: readonly (string | number)[]): string {
  return `| ${cells.map((cell) => plain(String(cell))).join(" | ")} |`;
}

/** Text that Markdown shows as it stands in a cell or a link. */
function plain(text: string): string {
  return text.replaceAll(/[\\|[\]*_`<]/g, String.raw`\$&`).replaceAll(/\s+/g, " ");
}
