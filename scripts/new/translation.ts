/** `npm run new -- translation <entry> <language>`: a file with the original's text to be translated, and the hash of it. */
import { parseArgs } from "node:util";

import { issueSlug } from "#newsletter/slugs.ts";
import { suggestion } from "#newsletter/suggestion.ts";
import { originalsOf, sourceHash } from "#newsletter/translations.ts";

import { readWords } from "../command.ts";
import { contentFolder, readContent, today } from "../content.ts";
import { given } from "./ask.ts";
import { addFile } from "./content-file.ts";

const usage = "npm run new -- translation <issue or issue/entry> <language> [--by <name>]…";

/** Writes `issues/<issue>/<entry>.<language>.md`, or `.mdx` where the original is, as a draft; gives its path. */
export async function newTranslation(words: readonly string[]): Promise<string> {
  const { positionals, values } = readWords(
    () =>
      parseArgs({
        args: [...words],
        allowPositionals: true,
        options: { by: { type: "string", multiple: true, default: [] } },
      }),
    usage,
  );
  const [what, into, ...more] = positionals;
  if (more.length > 0) throw new Error(`${more.join(" ")}: what is that? usage: ${usage}`);
  const source = readContent(contentFolder);
  const named = await given(what, {
    flag: "the issue or entry",
    question: "Which issue or entry, as 62 or 062/name-of-the-file?",
  });
  const language = await given(into, { flag: "the language", question: "Into which language?" });
  const target = named.replace(/^\d{1,6}(?=\/|$)/, (number) => issueSlug(Number(number)));
  const original = originalsOf(source)(target);
  if (original === undefined) {
    const known = [...source.issues.map(({ slug }) => slug), ...source.entries.map(({ id }) => id)];
    throw new Error(`there is no issue or entry "${named}"; ${suggestion(target, known)}`);
  }
  const { title, gist, corrections, prerequisites = [], readMore = [] } = original.data;
  return addFile({
    path: original.file.replace(/(?=\.mdx?$)/, `.${language}`),
    fields: {
      title,
      ...(gist !== undefined && { gist }),
      date: today(),
      ...(values.by.length > 0 && { translatedBy: values.by }),
      source: sourceHash(original),
      draft: true,
      ...(prerequisites.length > 0 && { prerequisites }),
      ...(readMore.length > 0 && { readMore }),
      ...(corrections.length > 0 && { corrections }),
    },
    body: original.body,
  });
}
