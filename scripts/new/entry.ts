/** `npm run new -- entry`: an entry's file, and the people it names who are new. */
import { parseArgs } from "node:util";

import { stringify } from "yaml";

import type { ContentSource } from "#newsletter/check.ts";
import { normalName, peopleByName } from "#newsletter/people.ts";
import { entrySchema, type People } from "#newsletter/schemas.ts";
import { issueSlug, slugOf } from "#newsletter/slugs.ts";

import { readWords } from "../command.ts";
import { contentFolder, readContent } from "../content.ts";
import { agreed, chosen, given } from "./ask.ts";
import { addFile } from "./content-file.ts";

const usage =
  "npm run new -- entry [--issue <n>] [--title <title>] [--author <name>]… [--category <id>] [--url <address>] [--responds-to <issue/entry>] [--slug <name>] [--mdx] [--new-people]";

/** Writes `issues/<issue>/<slug>.md` or `.mdx` without prose yet; gives its path. */
export async function newEntry(words: readonly string[]): Promise<string> {
  const values = readWords(() => readFlags(words), usage);
  const source = readContent(contentFolder);
  const issue = await chosen(values.issue, {
    flag: "--issue",
    question: "In which issue?",
    options: issueChoices(source),
  });
  const title = await given(values.title, {
    flag: "--title",
    question: "What is the work's title?",
    schema: entrySchema.shape.title,
  });
  const author = await given(values.author?.join(","), {
    flag: "--author",
    question: "Who wrote it? Several names with commas between",
  });
  const authors = author.split(",").map(normalName).filter(Boolean);
  const people = await newcomers(authors, source.people, values["new-people"]);
  const category = await chosen(values.category, {
    flag: "--category",
    question: "Which category?",
    options: source.newsletter.sections.flatMap((section) =>
      section.categories.map((one) => ({ value: one.id, label: one.title })),
    ),
  });
  const slug = values.slug ?? slugOf(title);
  if (slug === "") {
    throw new Error(`no address can be made of the title "${title}"; give one with --slug`);
  }
  const { url, "responds-to": respondsTo } = values;
  return addFile({
    path: `issues/${issueFolder(issue)}/${slug}.${values.mdx ? "mdx" : "md"}`,
    fields: {
      title,
      ...(url === undefined ? {} : { url }),
      authors,
      category,
      ...(respondsTo === undefined ? {} : { respondsTo }),
    },
    people,
  });
}

function readFlags(words: readonly string[]) {
  const option = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  return parseArgs({
    args: [...words],
    options: {
      issue: option,
      title: option,
      author: { ...option, multiple: true },
      category: option,
      url: option,
      "responds-to": option,
      slug: option,
      mdx: flag,
      "new-people": flag,
    },
  }).values;
}

/** Newest first. */
function issueChoices({ issues }: ContentSource): { value: string; label: string }[] {
  return issues
    .toSorted((a, b) => b.data.number - a.data.number)
    .map(({ slug, data }) => ({ value: slug, label: `${data.number}. ${data.title}` }));
}

function issueFolder(issue: string): string {
  if (/^\d{1,6}$/.test(issue)) return issueSlug(Number(issue));
  throw new Error(`--issue ${issue} is no issue's number; give one such as 63`);
}

/** Lines of `people.yaml` for the names that are not there yet, if they are to be added. */
async function newcomers(
  names: readonly string[],
  people: People,
  areWelcome: boolean,
): Promise<string> {
  const find = peopleByName(people);
  const unknown = names.filter((name) => find(name) === undefined);
  if (unknown.length === 0) return "";
  const question = `${unknown.join(", ")}: not in people.yaml. Add ${unknown.length === 1 ? "this name" : "these names"}?`;
  if (!areWelcome && !(await agreed(question))) {
    const [verb, them] = unknown.length === 1 ? ["is", "the person"] : ["are", "them"];
    throw new Error(
      `${unknown.join(", ")} ${verb} not in people.yaml; give --new-people to add ${them}, or a name that is there`,
    );
  }
  const entries = unknown.map((name) => {
    const id = slugOf(name);
    if (id === "" || id in people) {
      throw new Error(`no id of its own can be made of "${name}"; add it to people.yaml by hand`);
    }
    return stringify({ [id]: { name } });
  });
  return entries.join("");
}
