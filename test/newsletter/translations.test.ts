import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

import { itemOf, languageRoot, pathOfTag } from "#newsletter/addresses.ts";
import { compileArchive } from "#newsletter/compile.ts";
import { readContentFiles } from "#newsletter/content.ts";
import { editionsOf } from "#newsletter/editions.ts";
import { languageOf, targetOf } from "#newsletter/languages.ts";
import { siblingsIn } from "#newsletter/siblings.ts";
import {
  isSourceHash,
  type Original,
  sourceHash,
  translationHints,
} from "#newsletter/translations.ts";
import { english } from "#newsletter/words.ts";

import { entryText, options, problemsOf, sampleFiles, settings } from "./sample.ts";

const german = `${settings}languages:
  de: { tagline: Kurz, description: Ein Heft., titles: { Bounds: Schranken }, words: { issue: "Heft {number}" } }
`;

/** A translation's file. */
function translated(title: string, fields: string, body = "Worte.\n"): string {
  return `---\ntitle: ${title}\ndate: 2026-03-01\n${fields}---\n${body}`;
}

const a = entryText("A", "gist: Something.\n", "One *word*.\n\nAnother, see [b](b.md).\n");
const hashOfA = hashIn("issues/001/a.md", { "issues/001/a.md": a });

function contentOf(files: Readonly<Record<string, string>>) {
  return readContentFiles(sampleFiles({ "newsletter.yaml": german, ...files }), options).source;
}

/** The hash of a file of the sample. */
function hashIn(file: string, files: Readonly<Record<string, string>>): string {
  const source = contentOf(files);
  const original = [...(source?.issues ?? []), ...(source?.entries ?? [])].find(
    (one) => one.file === file,
  );
  return original === undefined ? "" : sourceHash(original);
}

/** Every interface word, as YAML. */
function quoted(): string {
  return Object.entries(english)
    .map(([key, text]) => `${key}: ${JSON.stringify(text)}`)
    .join(", ");
}

const prose = fc
  .array(fc.array(fc.stringMatching(/^[\p{L}\p{N}.,]{1,8}$/u), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((blocks) => blocks.map((words) => words.join(" ")));
const originals = fc.record({
  title: fc.stringMatching(/^\w[\w ]{0,8}\w$/),
  gist: fc.option(fc.stringMatching(/^\w{1,8}$/), { nil: undefined }),
  blocks: prose,
  correction: fc.option(fc.stringMatching(/^\w{1,8}$/), { nil: undefined }),
  readMore: fc.array(
    fc.stringMatching(/^\w{1,8}$/).map((of) => ({ title: of })),
    { maxLength: 2 },
  ),
});

function originalOf(
  {
    title,
    gist,
    correction,
    readMore,
  }: {
    title: string;
    gist?: string | undefined;
    correction?: string | undefined;
    readMore: { title: string }[];
  },
  body: string,
): Original {
  const corrections =
    correction === undefined
      ? []
      : [{ date: "2026-01-01", kind: "correction" as const, text: correction }];
  return { file: "a.md", data: { title, gist, corrections, readMore }, body };
}

describe("the hash of an original", () => {
  it("stays when lines are broken anew, in any form of line end and of accents", () => {
    fc.assert(
      fc.property(originals, ({ blocks, ...rest }) => {
        const joined = (blank: string, between: string): string =>
          blocks.map((block) => block.replaceAll(" ", blank)).join(between);
        const hash = sourceHash(originalOf(rest, joined(" ", "\n\n")));
        expect(sourceHash(originalOf(rest, joined("\n", "\n\n\n")))).toBe(hash);
        expect(sourceHash(originalOf(rest, `\r\n${joined("\r\n", "\r\n\r\n")}\r\n`))).toBe(hash);
        expect(sourceHash(originalOf(rest, joined(" ", "\n\n").normalize("NFD")))).toBe(hash);
      }),
    );
  });

  it("changes with every text that a translator translates", () => {
    fc.assert(
      fc.property(originals, fc.integer({ min: 0, max: 9 }), ({ blocks, ...rest }, at) => {
        const body = blocks.join("\n\n");
        const more = blocks.map((block, i) => (i === at % blocks.length ? `${block} x` : block));
        const split = `${blocks.join("\n\n")}\n\nx`;
        const hashes = [
          originalOf(rest, body),
          originalOf(rest, more.join("\n\n")),
          originalOf(rest, split),
          originalOf({ ...rest, title: `${rest.title}x` }, body),
          originalOf({ ...rest, gist: `${rest.gist ?? ""}x` }, body),
          originalOf({ ...rest, correction: `${rest.correction ?? ""}x` }, body),
          originalOf({ ...rest, readMore: [...rest.readMore, { title: "x" }] }, body),
          originalOf(
            { ...rest, readMore: [{ title: "x and y" }, ...rest.readMore.slice(1)] },
            body,
          ),
        ].map(sourceHash);
        expect(new Set(hashes).size).toBe(hashes.length);
      }),
    );
  });

  it("has a form of its own, which YAML takes for text", () => {
    fc.assert(
      fc.property(originals, ({ blocks, ...rest }) => {
        const hash = sourceHash(originalOf(rest, blocks.join("\n\n")));
        expect(isSourceHash(hash)).toBe(true);
        expect(parse(`source: ${hash}`)).toEqual({ source: hash });
      }),
    );
  });
});

describe("a file's name", () => {
  const name = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}$/);
  const language = fc.stringMatching(/^[a-z]{2,3}(-[A-Z]{2})?$/);
  const ending = fc.constantFrom("md", "mdx");

  it("says what it holds, and in which language, if it translates", () => {
    fc.assert(
      fc.property(name, name, language, ending, (issue, entry, tag, end) => {
        const target = entry === "index" ? issue : `${issue}/${entry}`;
        for (const folder of ["", "/home/me/content/"]) {
          expect(languageOf(`${folder}issues/${issue}/${entry}.${end}`)).toBeUndefined();
          expect(languageOf(`${folder}issues/${issue}/${entry}.${tag}.${end}`)).toBe(tag);
        }
        expect(targetOf(`issues/${issue}/${entry}.${end}`)).toBe(target);
        expect(targetOf(`issues/${issue}/${entry}.${tag}.${end}`)).toBe(target);
        expect(targetOf(`issues/${issue}/index.${tag}.${end}`)).toBe(issue);
      }),
    );
  });

  it("becomes an address, and that a feed id, from which the address comes back", () => {
    const tag = "tag:example.org,2026:";
    fc.assert(
      fc.property(name, name, language, (issue, entry, into) => {
        for (const path of [`issues/${issue}/`, `issues/${issue}/${entry}/`]) {
          const own = languageRoot(into) + path;
          expect(pathOfTag({ tag }, `${tag}${itemOf(own) ?? ""}`)).toBe(own);
          expect(itemOf(own)).not.toBe(itemOf(path));
        }
      }),
    );
  });
});

describe("one line tells of", () => {
  const file = "issues/001/a.de.md";
  const b = { "issues/001/b.md": entryText("B") };
  const good = `gist: Etwas.\nsource: ${hashOfA}\n`;
  const cases: Record<string, [Record<string, string>, string]> = {
    "a hash that is missing": [
      { [file]: translated("A", "gist: Etwas.\n") },
      `${file}: source: missing; if it translates issues/001/a.md as that stands now, write source: ${hashOfA}`,
    ],
    "a hash that is none": [
      { [file]: translated("A", "gist: Etwas.\nsource: 12ab\n") },
      `${file}: source: "12ab" is no hash; if it translates issues/001/a.md as that stands now, write source: ${hashOfA}`,
    ],
    "a gist left out": [
      { [file]: translated("A", `source: ${hashOfA}\n`) },
      `${file}: gist: missing; translate that of issues/001/a.md`,
    ],
    "works left out of a list": [
      { [file]: translated("A", `${good}readMore: [{ title: Eins }]\n`) },
      `${file}: readMore: 1 where issues/001/a.md has 0; give as many, in its order, or leave readMore out`,
    ],
    "a text left out": [
      { [file]: translated("A", good, "") },
      `${file}: text: missing; translate that of issues/001/a.md under the second ---`,
    ],
    "a translator unknown": [
      { [file]: translated("A", `${good}translatedBy: [Grace Hoper]\n`) },
      `${file}: translatedBy: "Grace Hoper" is not in people.yaml; did you mean "Grace Hopper"? If not, add the person there`,
    ],
    "a giver of an opinion unknown": [
      { [file]: translated("A", good, ':::opinion{by="Plato"}\nNein.\n:::\n') },
      `${file}: opinion: "Plato" is not in people.yaml; add the person there, or the spelling to one who is`,
    ],
    "a language there is not": [
      { "issues/001/a.fr.md": translated("A", good) },
      `issues/001/a.fr.md: name: "fr" is not among the languages of newsletter.yaml; take de, or add it there`,
    ],
    "the newsletter's own language": [
      { "issues/001/a.en.md": translated("A", good) },
      `issues/001/a.en.md: name: "en" is not among the languages of newsletter.yaml; that is the newsletter's own; take the language out of the file's name`,
    ],
    "a translation of nothing": [
      { "issues/001/aa.de.md": translated("A", good) },
      `issues/001/aa.de.md: name: there is no entry "001/aa" that it could translate; did you mean "001/a"?`,
    ],
    "a field there is not": [
      { [file]: translated("A", `${good}categry: bounds\n`) },
      `${file}: the front matter: unknown field "categry"; remove it or correct its name`,
    ],
    "a language twice": [
      { "newsletter.yaml": `${german}  en: { tagline: T, description: D }\n` },
      "newsletter.yaml: languages.en: is the newsletter's own language; remove it",
    ],
    "a word no page has": [
      { "newsletter.yaml": german.replace("issue:", "isue:") },
      'newsletter.yaml: languages.de.words.isue: no page has such a word; did you mean "issue"?',
    ],
    "a title no section has": [
      { "newsletter.yaml": german.replace("Bounds:", "Bonds:") },
      'newsletter.yaml: languages.de.titles.Bonds: no section or category has this title; did you mean "Bounds"?',
    ],
  };

  it.each(Object.entries(cases))("%s", (_, [files, line]) => {
    expect(problemsOf({ "newsletter.yaml": german, "issues/001/a.md": a, ...b, ...files })).toEqual(
      [line],
    );
  });
});

/** Works to read before and after. */
const lists = (prefix: string, address: string): string =>
  `prerequisites: [{ title: ${prefix} one }]\nreadMore: [{ title: ${prefix} two, url: ${address} }, { title: ${prefix} three, url: https://example.org/3 }]\n`;

describe("an edition", () => {
  const files = {
    "issues/001/a.md": a,
    "issues/001/b.md": entryText("B", "respondsTo: 001/a\n", "As [A](a.md) says.\n"),
    "issues/001/c.md": entryText("C"),
    "issues/001/a.de.md": translated("Ein A", `gist: Etwas.\nsource: ${hashOfA}\n`, "Ein Wort.\n"),
    "issues/001/b.de.md": translated("Ein B", "source: abcdefghijkl\n", "Wie [A](a.md) sagt.\n"),
  };
  const editions = (changed: Readonly<Record<string, string>> = {}, today = "2026-11-25") => {
    const source = contentOf({ ...files, ...changed });
    if (source === undefined) throw new Error("the sample is unsound");
    const settled = { today, withUnpublished: false };
    return editionsOf(compileArchive(source, settled), source, settled);
  };

  it("has what is translated in its language and the rest as it is, in the same order", () => {
    const [original, edition] = editions();
    const shown = edition?.entries.map(({ id, title, category }) => [id, title, category.title]);
    expect(shown).toEqual([
      ["001/a", "Ein A", "Schranken"],
      ["001/b", "Ein B", "Schranken"],
      ["001/c", "C", "Schranken"],
    ]);
    expect(original.entries.map(({ title }) => title)).toEqual(["A", "B", "C"]);
    expect(original.entries.some(({ translation }) => translation !== undefined)).toBe(false);
    expect(edition?.own.entries.map(({ id }) => id)).toEqual(["001/a", "001/b"]);
    expect(edition?.own.issues).toEqual([]);
    expect(
      edition?.issues[0]?.sections[0]?.categories[0]?.threads[0]?.responses[0]?.entry.title,
    ).toBe("Ein B");
  });

  it("has further works under its own titles, at the original’s addresses where it gives none, and in the original’s words where it has none", () => {
    const own = entryText(
      "A",
      `gist: Something.\n${lists("the", "https://example.org/2")}`,
      "One.\n",
    );
    const told = (more: string) => {
      const [original, edition] = editions({
        "issues/001/a.md": own,
        "issues/001/a.de.md": translated("Ein A", `gist: Etwas.\nsource: ${hashOfA}\n${more}`),
      });
      return [original, edition].map((one) => {
        const { prerequisites = [], readMore = [] } = one?.lookups.entries.get("001/a") ?? {};
        return [...prerequisites, ...readMore].map(({ title, url }) => [title, url]);
      });
    };
    const [first, second] = told("");
    expect(second).toEqual(first);
    expect(
      told("readMore: [{ title: zwei }, { title: drei, url: https://example.org/drei }]\n"),
    ).toEqual([
      first,
      [
        ["the one", undefined],
        ["zwei", "https://example.org/2"],
        ["drei", "https://example.org/drei"],
      ],
    ]);
  });

  it("says what the original was called, and whether it has changed since", () => {
    const [, edition] = editions();
    expect(edition?.own.entries.map(({ translation }) => translation)).toMatchObject([
      { language: "de", originalTitle: "A", isStale: false },
      { language: "de", originalTitle: "B", isStale: true },
    ]);
  });

  it("quotes who names an entry in the words of its own language", () => {
    const [original, edition] = editions();
    const sentences = (one: typeof edition) =>
      one?.lookups.entries.get("001/a")?.citedBy.map(({ title, sentences: said }) => [title, said]);
    expect(sentences(original)).toEqual([["B", ["As A says."]]]);
    expect(sentences(edition)).toEqual([["Ein B", ["Wie A sagt."]]]);
  });

  it("waits for drafts and later days, and is not there while it would be empty", () => {
    expect(editions({}, "2026-02-28")).toHaveLength(1);
    const draft = translated("Ein A", `gist: Etwas.\ndraft: true\nsource: ${hashOfA}\n`);
    const [, edition] = editions({ "issues/001/a.de.md": draft });
    expect(edition?.own.entries.map(({ id }) => id)).toEqual(["001/b"]);
  });

  it("has an issue where its opening is translated", () => {
    const hash = hashIn("issues/001/index.md", {});
    const [, edition] = editions({
      "issues/001/index.de.md": translated("Heft eins", `gist: Etwas.\nsource: ${hash}\n`),
    });
    expect(edition?.own.issues).toMatchObject([
      {
        title: "Heft eins",
        translation: { isStale: false },
        entries: [{ title: "Ein A" }, {}, {}],
      },
    ]);
  });

  it("is told of where it is stale or lacks words, with what to write, and else not", () => {
    const source = contentOf(files);
    if (source === undefined) throw new Error("the sample is unsound");
    const [stale, words, ...more] = translationHints(source);
    const hashOfB = hashIn("issues/001/b.md", files);
    expect(stale).toBe(
      `issues/001/b.de.md: issues/001/b.md has changed since this translation; bring it up to date, then write source: ${hashOfB}`,
    );
    expect(words).toContain("languages.de.words: about, allEntries, ");
    expect(words?.split(", ")).not.toContain("issue");
    expect(more).toEqual([]);
    const whole = german
      .replace("words: {", `words: { ${quoted()},`)
      .replace('issue: "Heft {number}"', "");
    const current = { ...files, "newsletter.yaml": whole };
    const fresh = files["issues/001/b.de.md"].replace("abcdefghijkl", hashOfB);
    const sound = contentOf({ ...current, "issues/001/b.de.md": fresh });
    expect(sound === undefined ? ["unsound"] : translationHints(sound)).toEqual([]);
  });
});

it("finds the siblings of a page from each of them alike", () => {
  const newsletter = {
    language: "en",
    languages: Object.fromEntries(
      ["de", "pt-BR"].map((tag) => [tag, { tagline: "", description: "", words: {}, titles: {} }]),
    ),
  };
  const found = siblingsIn(newsletter, [
    { target: "001/a", language: "pt-BR" },
    { target: "001/a", language: "de" },
    { target: "001", language: "de" },
  ]);
  const [all, two] = [found.get("issues/001/a/"), found.get("de/issues/001/")];
  expect(all?.map(({ path }) => path)).toEqual([
    "issues/001/a/",
    "de/issues/001/a/",
    "pt-br/issues/001/a/",
  ]);
  expect(two?.map(({ language }) => language)).toEqual(["en", "de"]);
  for (const [path, siblings] of found) {
    for (const one of siblings) expect(found.get(one.path), path).toEqual(siblings);
  }
  expect(found.get("")?.map(({ path }) => path)).toEqual(["", "de/", "pt-br/"]);
  expect(siblingsIn(newsletter, []).size).toBe(0);
});
