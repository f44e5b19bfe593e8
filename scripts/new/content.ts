/** `npm run new issue|entry`: a file of the content folder that passes every check. */
import { join } from "node:path";
import { parseArgs } from "node:util";

import { stringify } from "yaml";

import { issueSlug } from "../../src/newsletter/check.ts";
import { checkContent, readSource } from "../../src/newsletter/content.ts";
import { peopleByName } from "../../src/newsletter/people.ts";
import { contentFolder, experimentIds, readContent, shown, today } from "../content.ts";
import { given } from "./ask.ts";
import { replaceFile, writeNew } from "./files.ts";
import { slugOf } from "./slug.ts";

/** Writes `issues/<number>/index.mdx` as a draft; gives its path. */
export async function newIssue(words: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      number: { type: "string" },
      title: { type: "string" },
      date: { type: "string" },
      gist: { type: "string" },
    },
  });
  const number = await given(values.number, { flag: "--number", question: "Which number?" });
  if (!/^\d{1,6}$/.test(number)) {
    throw new Error(`--number ${number} is no whole number; give one such as 63`);
  }
  const title = await given(values.title, { flag: "--title", question: "What is its title?" });
  const date = await given(values.date, { flag: "--date", question: "Which day, YYYY-MM-DD?" });
  const data = {
    number: Number(number),
    title,
    date,
    gist: values.gist ?? title,
    draft: true,
  };
  return addFile(`issues/${issueSlug(data.number)}/index.mdx`, data);
}

/** Writes `issues/<issue>/<slug>.md` or `.mdx` without prose yet; gives its path. */
export async function newEntry(words: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      issue: { type: "string" },
      title: { type: "string" },
      author: { type: "string", multiple: true },
      category: { type: "string" },
      url: { type: "string" },
      "responds-to": { type: "string" },
      slug: { type: "string" },
      mdx: { type: "boolean", default: false },
      "new-people": { type: "boolean", default: false },
    },
  });
  const issue = issueSlug(
    Number(await given(values.issue, { flag: "--issue", question: "In which issue?" })),
  );
  const title = await given(values.title, {
    flag: "--title",
    question: "What is the work's title?",
  });
  const author = await given(values.author?.join(", "), {
    flag: "--author",
    question: "Who wrote it? Several names with commas between",
  });
  const category = await given(values.category, {
    flag: "--category",
    question: `Which category? ${categories().join(", ")}`,
  });
  const slug = values.slug ?? slugOf(title);
  if (slug === "") {
    throw new Error(`no address can be made of the title "${title}"; give one with --slug`);
  }
  const authors = author.split(",").flatMap((name) => name.trim() || []);
  const data = {
    title,
    ...(values.url === undefined ? {} : { url: values.url }),
    authors,
    category,
    ...(values["responds-to"] === undefined ? {} : { respondsTo: values["responds-to"] }),
  };
  const path = `issues/${issue}/${slug}.${values.mdx ? "mdx" : "md"}`;
  return addFile(path, data, values["new-people"] ? authors : []);
}

/** Writes a file of front matter if the newsletter is as sound with it as without; `newPeople` who are not known join `people.yaml`. */
function addFile(
  path: string,
  data: Readonly<Record<string, unknown>>,
  newPeople: readonly string[] = [],
): string {
  const folder = contentFolder();
  const files = readContent(folder);
  const twin = files.find(
    (file) => file.path.replace(/\.mdx?$/, "") === path.replace(/\.mdx?$/, ""),
  );
  if (twin !== undefined) {
    throw new Error(`${shown(join(folder, twin.path))} is there already; it stays as it is`);
  }
  const text = `---\n${stringify(data, { lineWidth: 0 })}---\n`;
  const people = files.find((file) => file.path === "people.yaml");
  const peopleText = withPeople(people?.text ?? "", files, newPeople);
  const options = { today: today(), experiments: experimentIds() };
  const before = new Set(checkContent(files, options));
  const others = files.filter((file) => file !== people);
  const problems = checkContent(
    [...others, { path: "people.yaml", text: peopleText }, { path, text }],
    options,
  ).filter((problem) => !before.has(problem));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  writeNew(join(folder, path), text);
  if (people !== undefined && peopleText !== people.text) {
    replaceFile(join(folder, "people.yaml"), peopleText);
  }
  return join(folder, path);
}

function withPeople(
  text: string,
  files: Parameters<typeof readSource>[0],
  names: readonly string[],
): string {
  const known = readSource(files).source?.people ?? {};
  const find = peopleByName(known);
  const unknown = names.filter((name) => find(name) === undefined);
  const added = unknown.map((name) => {
    const id = slugOf(name);
    if (id === "" || id in known) {
      throw new Error(
        `no id of its own can be made of "${name}"; add the person to people.yaml by hand`,
      );
    }
    return stringify({ [id]: { name } });
  });
  return added.length === 0 ? text : `${text.trimEnd()}\n${added.join("")}`;
}

function categories(): string[] {
  const { source } = readSource(readContent(contentFolder()));
  return (source?.newsletter.sections ?? []).flatMap((section) =>
    section.categories.map(({ id }) => id),
  );
}
