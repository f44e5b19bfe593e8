import type { Archive } from "#newsletter/archive.ts";
import type { CheckOptions, ContentSource } from "#newsletter/check.ts";
import { compileArchive } from "#newsletter/compile.ts";
import { type ContentFile, readContentFiles } from "#newsletter/content.ts";

export const settings = `title: Field Notes
tagline: Short
description: A newsletter of the tests.
address: https://example.org/notes/
language: en
tag: "tag:example.org,2025:"
publisher: The Notes & Queries Society
licence: { title: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/" }
sections:
  - title: Theory
    categories: [{ id: bounds, title: Bounds }, { id: proofs, title: Proofs }]
  - title: Practice
    categories: [{ id: training, title: Training }]
references:
  prefix: "AN #"
  addresses: { "7": "https://example.net/seven/" }
  otherwise: https://example.net/all/
`;

const people = `ada-lovelace: { name: Ada Lovelace, spellings: [A. Lovelace] }
grace-hopper: { name: Grace Hopper }
`;

/** Day of every check and build here. */
const today = "2026-11-25";

export const options: CheckOptions = {
  today,
  games: ["debate"],
  demos: {
    experiments: ["wrong-labels"],
    presets: ["quick", "standard", "full"],
    results: ["wrong-labels/quick", "wrong-labels/full"],
  },
};

/** An issue's opening file. */
export function issueText(number: number, fields = ""): string {
  return `---\nnumber: ${number}\ntitle: Issue ${number}\ndate: 2026-0${(number % 9) + 1}-01\ngist: Something.\n${fields}---\nWelcome.\n`;
}

/** An entry's file: its title, further fields as YAML lines, and its prose. */
export function entryText(title: string, fields = "", body = ""): string {
  return `---\ntitle: ${title}\nauthors: [Ada Lovelace]\n${/^category:/m.test(fields) ? "" : "category: bounds\n"}${fields}---\n${body}`;
}

/** The files of a small sound newsletter with issue 1; those given are added or take the place of others, undefined ones are left out. */
export function sampleFiles(others: Readonly<Record<string, string | undefined>>): ContentFile[] {
  const all = {
    "newsletter.yaml": settings,
    "people.yaml": people,
    "issues/001/index.md": issueText(1),
    ...others,
  };
  return Object.entries(all).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text }],
  );
}

/** The content of those files; throws what is wrong with it. */
function sampleSource(others: Readonly<Record<string, string | undefined>>): ContentSource {
  const { source, problems } = readContentFiles(sampleFiles(others), options);
  if (source === undefined || problems.length > 0) throw new Error(problems.join("\n"));
  return source;
}

/** The archive that a build, or `dev`, makes of those files. */
export function sampleArchive(
  others: Readonly<Record<string, string | undefined>>,
  { withUnpublished = false } = {},
): Archive {
  return compileArchive(sampleSource(others), { today, withUnpublished });
}

/** Every problem of those files. */
export function problemsOf(others: Readonly<Record<string, string | undefined>>): string[] {
  return [...readContentFiles(sampleFiles(others), options).problems];
}
