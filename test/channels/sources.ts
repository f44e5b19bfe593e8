/** What the newsletters' own files say, read without the project's code. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

interface SourceEntry {
  /** `<issue>/<entry>` */
  readonly id: string;
  readonly title: string;
  readonly respondsTo: string | undefined;
  readonly summarisedBy: readonly string[];
  readonly readMore: readonly { readonly title: string; readonly url: string }[];
  readonly url: string | undefined;
  /** Paragraphs and list items as letters and digits. */
  readonly paragraphs: readonly string[];
  /** Addresses that the prose links to. */
  readonly links: readonly string[];
  /** Who gives the opinions. */
  readonly opinions: readonly string[];
  readonly experiments: readonly string[];
}

interface SourceIssue {
  readonly slug: string;
  readonly date: string;
  readonly entries: readonly SourceEntry[];
  readonly opening: readonly string[];
}

export interface Source {
  readonly address: string;
  readonly language: string;
  /** Those that something is translated into; their folders on the site have their names. */
  readonly languages: readonly string[];
  readonly publisher: string;
  readonly issues: readonly SourceIssue[];
}

/** Reads a content folder. */
export function readSource(folder: string): Source {
  const { address, language, publisher, languages } = parse(
    readFileSync(join(folder, "newsletter.yaml"), "utf8"),
  ) as Omit<Source, "languages"> & { languages?: Record<string, unknown> };
  const slugs = readdirSync(join(folder, "issues")).toSorted();
  return {
    address,
    language,
    publisher,
    languages: Object.keys(languages ?? {}),
    issues: slugs.map((slug) => readIssue(folder, slug)),
  };
}

function readIssue(folder: string, slug: string): SourceIssue {
  const files = readdirSync(join(folder, "issues", slug))
    // Translations are no sources: `name.en.md`.
    .filter((name) => /^[^.]+\.mdx?$/.test(name))
    .map((name) => {
      const text = readFileSync(join(folder, "issues", slug, name), "utf8");
      const [, front = "", body = ""] = /^---\n([^]*?)\n---\n?([^]*)$/.exec(text) ?? [];
      const data = parse(front) as Record<string, unknown>;
      return { name: name.replace(/\.mdx?$/, ""), data, body };
    });
  const index = files.find(({ name }) => name === "index");
  return {
    slug,
    date: String(index?.data["date"]),
    opening: paragraphs(index?.body ?? ""),
    entries: files
      .filter(({ name }) => name !== "index")
      .map(({ name, data, body }) => ({
        respondsTo: undefined,
        url: undefined,
        readMore: [],
        summarisedBy: [],
        ...(data as Pick<SourceEntry, "title">),
        id: `${slug}/${name}`,
        paragraphs: paragraphs(body),
        links: [...body.matchAll(/\]\((https?:[^)\s]+)\)/g)].map(([, url = ""]) => url),
        opinions: [...body.matchAll(/^:::opinion\{by="([^"]+)"\}/gm)].map(([, by = ""]) => by),
        experiments: [...body.matchAll(/<Demo experiment="([^"]+)"/g)].map(([, id = ""]) => id),
      })),
  };
}

/** Markdown's blocks as letters and digits; tags, directives' own lines and link targets and formulas left out. */
function paragraphs(body: string): string[] {
  return body
    .replaceAll(/\$\$[^]*?\$\$/g, "\n\n")
    .split(/\n{2,}|^:::.*$|^[-*] |^\d+\. /m)
    .map((block) =>
      block
        .replaceAll(/^<[A-Z][^]*$/gm, "")
        .replaceAll(/\]\([^)]*\)/g, "]")
        .replaceAll(":sidenote[", "[")
        .replaceAll(/[^\p{L}\p{N}]+/gu, ""),
    )
    .filter((letters) => letters !== "");
}

/** The language that a path of the site belongs to, and the folder of its pages. */
export function languageOf(
  { language, languages }: Source,
  path: string,
): { readonly language: string; readonly root: string } {
  const found = languages.find((one) => path.startsWith(`${one.toLowerCase()}/`));
  return found === undefined
    ? { language, root: "" }
    : { language: found, root: `${found.toLowerCase()}/` };
}
