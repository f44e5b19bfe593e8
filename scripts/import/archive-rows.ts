/** The newsletter's entries as rows of the database that the import reads. */
import { absolute, entryPath, issuePath } from "#newsletter/addresses.ts";
import type { ContentSource } from "#newsletter/check.ts";
import { peopleByName } from "#newsletter/people.ts";
import { fileTarget } from "#newsletter/references.ts";
import type { EntryFrontmatter } from "#newsletter/schemas.ts";
import { formatOf, parseBody } from "#newsletter/tree.ts";

import { plainSource } from "./prose.ts";
import { type Column, columns } from "./sheet-row.ts";
import { TitleIndex } from "./title-index.ts";

type Row = Readonly<Record<Column, string>>;

/** Every entry, first issue first, in the order of its issue. An opinion of somebody else than the first summariser opens with the name. */
export function archiveRows(source: ContentSource): Row[] {
  const { newsletter, people, issues, entries } = source;
  const numbers = new Map(issues.map(({ slug, data }) => [slug, data.number]));
  const titled = entries.map(({ id, data }) => ({
    id,
    title: data.title,
    issue: numbers.get(id.split("/")[0] ?? "") ?? 0,
  }));
  const index = new TitleIndex(titled);
  const find = peopleByName(people);
  const categories = new Map(
    newsletter.sections.flatMap((section) =>
      section.categories.map(({ id, title }) => [id, title] as const),
    ),
  );
  const rows = entries.map(({ id, file, data, body }) => {
    const [slug = ""] = id.split("/");
    const issue = numbers.get(slug) ?? 0;
    const told = (text: string): string =>
      plainSource(withMarks(text, { slug, issue, index, titled, source }));
    const { summary, opinions } = parted(body, file);
    const summariser = data.summarisedBy.map((name) => find(name)?.name ?? name)[0];
    const row: Row = {
      Category: categories.get(data.category) ?? data.category,
      "Highlight?": data.highlight ? "Highlight" : "",
      Title: data.title,
      Authors: data.authors.join(", ") + (data.andOthers ? " et al" : ""),
      Venue: data.venue ?? "",
      Year: data.published === undefined ? "" : String(data.published),
      "H/T": data.hatTip ?? "",
      Email: `${newsletter.references?.prefix ?? "#"}${issue}`,
      Summarizer: data.summarisedBy.join(", "),
      Summary: told(summary),
      "My opinion": opinions
        .map(({ by, text }) =>
          opinions.length === 1 && (summariser ?? by) === (find(by)?.name ?? by)
            ? told(text)
            : `**${by}:** ${told(text)}`,
        )
        .join("\n\n"),
      Prerequisites: works(data.prerequisites),
      "Read more": works(data.readMore),
      URL: data.url ?? "",
    };
    return { row, issue, order: data.order };
  });
  return rows.toSorted((a, b) => a.issue - b.issue || a.order - b.order).map(({ row }) => row);
}

/** Rows under their heads as comma-separated values (RFC 4180); a cell that a spreadsheet would run as a formula opens with an apostrophe. */
export function rowsAsCsv(rows: readonly Row[]): string {
  const cells = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return cells
    .map((line) => line.map(cell).join(","))
    .join("\r\n")
    .concat("\r\n");
}

function cell(text: string): string {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The prose without its opinions, and these. */
function parted(
  body: string,
  file: string,
): { summary: string; opinions: { readonly by: string; readonly text: string }[] } {
  const tree = parseBody(body, formatOf(file));
  const opinions: { by: string; text: string }[] = [];
  let [summary, end] = ["", 0];
  for (const node of "children" in tree ? tree.children : []) {
    if (node.type !== "containerDirective" || node.name !== "opinion") continue;
    const [from = 0, to = body.length] = [node.position?.start.offset, node.position?.end.offset];
    summary += body.slice(end, from);
    end = to;
    const text = body
      .slice(from, to)
      .replace(/^[^\n]*\n?/, "")
      .replace(/\n?[^\n]*$/, "");
    opinions.push({ by: node.attributes?.["by"] ?? "", text: text.trim() });
  }
  return { summary: (summary + body.slice(end)).trim(), opinions };
}

interface Place {
  readonly slug: string;
  readonly issue: number;
  readonly index: TitleIndex;
  readonly titled: readonly { readonly id: string; readonly title: string }[];
  readonly source: ContentSource;
}

/** Links to files of the newsletter as `<@Title@>`, or as addresses where the title would lead elsewhere. */
function withMarks(text: string, { slug, issue, index, titled, source }: Place): string {
  return text.replaceAll(
    /(?<!!)\[((?:[^[\]\\]|\\.)*)\]\((\S+?)\)/g,
    (whole, words: string, url: string) => {
      const target = fileTarget(url, slug);
      if (target === undefined) return whole;
      const title = titled.find(({ id }) => id === target)?.title ?? "";
      const isSure = index.find(title, issue)?.entry.id === target && !/@>|[\\[\]{}<]/.test(title);
      const said = words.replaceAll(/\\([[\]])/g, "$1");
      if (!isSure || said.includes("@>")) {
        const path = target.includes("/") ? entryPath(target) : issuePath(target);
        return `[${words}](${absolute(source.newsletter, path)})`;
      }
      return said === title ? `<@${title}@>` : `<@${said}@>(@${title}@)`;
    },
  );
}

function works(list: EntryFrontmatter["readMore"]): string {
  return list
    .map(({ title, url }) =>
      url === undefined || url === title
        ? title
        : `[${title.replaceAll(/[[\]]/g, String.raw`\$&`)}](${url})`,
    )
    .join("; ");
}
