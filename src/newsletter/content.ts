import { mapSchema } from "#maps/schema.ts";

import { bodyProblems } from "./body-problems.ts";
import { type MapFile, mapProblems } from "./check-maps.ts";
import { type CheckOptions, type ContentSource, crossCheck } from "./check.ts";
import { readFrontMatter, readYaml } from "./front-matter.ts";
import { languageOf, targetOf } from "./languages.ts";
import { memo } from "./memo.ts";
import { type Checked, checkFields } from "./schema-problems.ts";
import { entrySchema, issueSchema, newsletterSchema, peopleSchema } from "./schemas.ts";
import { translationSchema } from "./translation-schemas.ts";
import { formatOf } from "./tree.ts";

/** A file of the content folder; `path` from that folder, with `/`: `issues/062/call.md`. */
export interface ContentFile {
  readonly path: string;
  readonly text: string;
}

/** The content as far as its files could be read, and every problem found, sorted; no source without a newsletter and people. */
export interface ReadContent {
  readonly source: ContentSource | undefined;
  /** The maps of arguments that are sound. */
  readonly maps: readonly MapFile[];
  readonly problems: readonly string[];
}

/** Reads and checks the files of a content folder, those of games apart. Each problem is one line: file, field, what is wrong, how to mend. Never throws. */
export function readContentFiles(
  files: readonly ContentFile[],
  options: CheckOptions = {},
): ReadContent {
  const newsletter = readSettings(files, "newsletter.yaml", newsletterSchema);
  const people = readSettings(files, "people.yaml", peopleSchema);
  const prose = files.filter(({ path }) => !/\.ya?ml$/.test(path) && !path.startsWith("games/"));
  const placed = prose.filter(({ path }) => wellNamed.test(path));
  const read = placed.map(readAgain);
  const maps = files.filter(({ path }) => path.startsWith("maps/")).map(readMap);
  const source =
    newsletter.data === undefined || people.data === undefined
      ? undefined
      : {
          newsletter: newsletter.data,
          people: people.data,
          issues: read.flatMap((file) => (file.kind === "issue" ? [file.issue] : [])),
          entries: read.flatMap((file) => (file.kind === "entry" ? [file.entry] : [])),
          translations: read.flatMap((file) =>
            file.kind === "translation" ? [file.translation] : [],
          ),
        };
  const crossed =
    source === undefined
      ? []
      : crossCheck(source, {
          ...options,
          files: placed.map(({ path }) => path),
          maps: maps.map(({ id }) => id),
        });
  const problems = [
    ...newsletter.problems,
    ...people.problems,
    ...nameProblems(prose),
    ...read.flatMap((file) => file.problems),
    ...maps.flatMap((file) => file.problems),
    ...crossed,
  ];
  return {
    source,
    maps: maps.flatMap(({ map }) => map ?? []),
    problems: [...new Set(problems)].toSorted(),
  };
}

const wellNamed = /^issues\/[a-z0-9-]+\/[a-z0-9-]+(?:\.[A-Za-z0-9-]+)?\.mdx?$/;

/** Files that no page would show, and files that would share an address. */
function nameProblems(files: readonly ContentFile[]): string[] {
  const seen = new Map<string, string>();
  return files.flatMap(({ path }) => {
    const address = path.toLowerCase().replace(/\.[^./]*$/, "");
    const twin = seen.get(address);
    seen.set(address, path);
    if (twin !== undefined) return [`${path}: name: ${twin} has the same address; rename one`];
    return wellNamed.test(path)
      ? []
      : [
          `${path}: name: an entry is named issues/<issue>/<entry>.md or .mdx, in lower-case letters, digits and hyphens, and its translation <entry>.<language>.md or .mdx; rename it`,
        ];
  });
}

function readSettings<T>(
  files: readonly ContentFile[],
  path: string,
  schema: Parameters<typeof checkFields<T>>[2],
): Checked<T> {
  const file = files.find((other) => other.path === path);
  if (file === undefined) {
    return {
      data: undefined,
      problems: [`${path}: missing; every newsletter has one, see the author's guide`],
    };
  }
  return readFields(path, file.text, schema);
}

/** What the files of settings, people and maps hold, by their text. */
export const knownYaml = memo<ReturnType<typeof readYaml>>();

function readFields<T>(
  path: string,
  text: string,
  schema: Parameters<typeof checkFields<T>>[2],
): Checked<T> {
  const { data, problem } = knownYaml.get(text, () => readYaml(text));
  if (problem !== undefined) {
    return { data: undefined, problems: [`${path}:${problem.line}: ${problem.text}`] };
  }
  return checkFields(path, "the file", schema, data);
}

/** One file of `maps/`, as far as it could be read. */
function readMap({ path, text }: ContentFile): {
  readonly id: string;
  readonly map?: MapFile;
  readonly problems: readonly string[];
} {
  const [, id] = /^maps\/([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml$/.exec(path) ?? [];
  if (id === undefined) {
    return {
      id: path,
      problems: [
        `${path}: name: a map is named maps/<id>.yaml, in lower-case words joined by hyphens; rename it`,
      ],
    };
  }
  const { data, problems } = readFields(path, text, mapSchema);
  if (data === undefined) return { id, problems };
  const wrong = mapProblems({ file: path, data });
  return wrong.length > 0
    ? { id, problems: wrong }
    : { id, map: { id, file: path, data }, problems: [] };
}

type ReadProse = { readonly problems: readonly string[] } & (
  | { readonly kind: "issue"; readonly issue: ContentSource["issues"][number] }
  | { readonly kind: "entry"; readonly entry: ContentSource["entries"][number] }
  | {
      readonly kind: "translation";
      readonly translation: ContentSource["translations"][number];
    }
  | { readonly kind: "broken" }
);

/** What each file says, by path and text: a command reads the folder more than once, and `dev` with each change. */
export const knownProse = memo<ReadProse>();

function readAgain(file: ContentFile): ReadProse {
  return knownProse.get(`${file.path}\n${file.text}`, () => readProse(file));
}

function readProse({ path, text }: ContentFile): ReadProse {
  const [, slug = "", name = ""] = /^issues\/([^/]+)\/([^/]+)\.mdx?$/.exec(path) ?? [];
  const { data, body, bodyLine, problem } = readFrontMatter(text);
  if (problem !== undefined) {
    return { kind: "broken", problems: [`${path}:${problem.line}: ${problem.text}`] };
  }
  const found = bodyProblems(body, formatOf(path));
  const wrong = found.map((one) => `${path}:${bodyLine + one.line - 1}: ${one.text}`);
  // A body that cannot be read is not asked what it names.
  const isFatal = found.some((one) => one.isFatal === true);
  const prose = { file: path, body: isFatal ? "" : body };
  const language = languageOf(path);
  if (language !== undefined) {
    const { data: fields, problems } = checkFields(
      path,
      "the front matter",
      translationSchema,
      data,
    );
    return fields === undefined || isFatal
      ? { kind: "broken", problems: [...problems, ...wrong] }
      : {
          kind: "translation",
          translation: { target: targetOf(path), language, data: fields, ...prose },
          problems: wrong,
        };
  }
  if (name === "index") {
    const issue = checkFields(path, "the front matter", issueSchema, data);
    return issue.data === undefined
      ? { kind: "broken", problems: [...issue.problems, ...wrong] }
      : { kind: "issue", issue: { slug, data: issue.data, ...prose }, problems: wrong };
  }
  const entry = checkFields(path, "the front matter", entrySchema, data);
  return entry.data === undefined
    ? { kind: "broken", problems: [...entry.problems, ...wrong] }
    : {
        kind: "entry",
        entry: { id: `${slug}/${name}`, data: entry.data, ...prose },
        problems: wrong,
      };
}
