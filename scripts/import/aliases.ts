/** `aliases.yaml` of the content folder: what names, categories and issues of foreign files mean here. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parseDocument } from "yaml";
import { z } from "zod";

import { ContentError } from "#newsletter/check.ts";
import { readYaml } from "#newsletter/front-matter.ts";
import { normalName, peopleByName } from "#newsletter/people.ts";
import { checkFields } from "#newsletter/schema-problems.ts";
import { categorySchema, issueSchema, type People } from "#newsletter/schemas.ts";

import { replaceFile, writeNew } from "../new/files.ts";
import { namesIn, type NameList } from "./draft.ts";

const { number, date, title, gist } = issueSchema.shape;

const newCategorySchema = categorySchema.extend({
  /** Title of the section that it joins; a new one goes to the end. */
  section: z.string().trim().min(1, "a section's title is expected"),
});

const aliasedIssueSchema = z.strictObject({
  number,
  date: date.nullish(),
  title: title.optional(),
  gist: gist.optional(),
});

/** Keys are as the foreign file writes them; an empty list, or null, leaves out. */
const aliasesSchema = z.strictObject({
  /** Whose an opinion is where no summariser is named. */
  opinionBy: z.string().optional(),
  people: z.record(z.string(), z.array(z.string())).default({}),
  categories: z.record(z.string(), z.union([z.string(), newCategorySchema]).nullable()).default({}),
  issues: z.record(z.string(), aliasedIssueSchema.nullable()).default({}),
  /** Days of the issues that have none of their own: this one on this day, the others every so many days. */
  rhythm: z.strictObject({ number, date, days: z.int().min(1, "must be 1 or more") }).optional(),
  /** Addresses where the newsletter stood before, and the issue or `issue/entry` that they held. */
  addresses: z.record(z.string(), z.string()).default({}),
});
export type Aliases = z.infer<typeof aliasesSchema>;
export type AliasedIssue = z.infer<typeof aliasedIssueSchema>;
export type NewCategory = z.infer<typeof newCategorySchema>;

export const noAliases: Aliases = aliasesSchema.parse({});

const file = "aliases.yaml";

/** The aliases of a content folder; none where there is no file. Throws a ContentError for one that cannot be read. */
export function readAliases(folder: string): Aliases {
  const path = join(folder, file);
  if (!existsSync(path)) return noAliases;
  const { data, problem } = readYaml(readFileSync(path, "utf8"));
  if (problem !== undefined) throw new ContentError([`${file}:${problem.line}: ${problem.text}`]);
  const checked = checkFields(file, "the file", aliasesSchema, data);
  if (checked.data === undefined) throw new ContentError(checked.problems);
  return checked.data;
}

/** What is new of each kind, to be read and corrected. */
export type Proposal = Pick<Aliases, "people" | "categories" | "issues"> &
  Pick<Partial<Aliases>, "opinionBy">;

/** Adds proposals to the file, which keeps what it says already, comments included; gives its path. */
export function addAliases(folder: string, proposal: Proposal): string {
  const path = join(folder, file);
  const isThere = existsSync(path);
  const document = parseDocument(isThere ? readFileSync(path, "utf8") : "{}\n");
  if (!isThere) {
    document.contents = document.createNode({}) as typeof document.contents;
    document.commentBefore = opening;
  }
  if (proposal.opinionBy !== undefined) document.set("opinionBy", proposal.opinionBy);
  for (const kind of ["people", "categories", "issues"] as const) {
    for (const [key, value] of Object.entries(proposal[kind])) {
      const node = document.createNode(value, { flow: true });
      if (!document.has(kind)) document.set(kind, document.createNode({}));
      document.addIn([kind], document.createPair(key, node));
    }
  }
  const text = document.toString({ lineWidth: 0 });
  if (isThere) replaceFile(path, text);
  else writeNew(path, text);
  return path;
}

const opening = ` What names, categories and issues of imported files mean here. Correct it, then import again.
 people: [] leaves a name out. categories and issues: null leaves their entries out; an issue needs its date.
 rhythm: { number: 1, date: 2018-04-09, days: 7 } dates every issue that has none.
 addresses: { "https://old.example.org/36": 036 } says what stood there: an issue, or issue/entry.`;

/** The people that a foreign text names, as this newsletter calls them. */
export function peopleIn(text: string, aliases: Aliases, people: People): NameList {
  const find = peopleByName(people);
  const byName = new Map(
    Object.entries(aliases.people).map(([name, meant]) => [normalName(name), meant]),
  );
  const whole = byName.get(normalName(text));
  const list = whole === undefined ? namesIn(text) : { names: whole, andOthers: false };
  const meant = list.names.flatMap((name) =>
    whole === undefined ? (byName.get(name) ?? [name]) : [name],
  );
  const names = meant.map((name) => find(name)?.name ?? normalName(name));
  return { names: [...new Set(names)], andOthers: list.andOthers };
}
