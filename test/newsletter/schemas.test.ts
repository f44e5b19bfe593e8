import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { z } from "zod";

import { fieldsOf } from "#newsletter/fields.ts";
import { readFrontMatter } from "#newsletter/front-matter.ts";
import { checkFields } from "#newsletter/schema-problems.ts";
import {
  entrySchema,
  issueSchema,
  newsletterSchema,
  peopleSchema,
  personSchema,
} from "#newsletter/schemas.ts";
import { translationSchema } from "#newsletter/translation-schemas.ts";

const line = fc
  .string({ unit: "grapheme", minLength: 1 })
  .map((text) => text.replaceAll(/[\r\n\u0085\u2028\u2029]/g, " ").trim())
  .filter((text) => text !== "");
const slug = fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}$/);
const url = fc.webUrl({ validSchemes: ["http", "https"] });
const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const links = fc.array(fc.record({ title: line, url }), { maxLength: 3 });
const corrections = fc.array(fc.record({ date: day, text: line }), { maxLength: 2 });
const optional = { requiredKeys: ["title", "authors", "category"] } as const;

const entry = fc.record(
  {
    title: line,
    authors: fc.array(line, { minLength: 1, maxLength: 3 }),
    category: slug,
    url,
    andOthers: fc.boolean(),
    venue: line,
    published: fc.oneof(fc.integer({ min: 1900, max: 2200 }), day),
    highlight: fc.boolean(),
    respondsTo: fc.tuple(slug, slug).map((parts) => parts.join("/")),
    summarisedBy: fc.array(line, { maxLength: 2 }),
    gist: line,
    readMore: links,
    order: fc.integer(),
    draft: fc.boolean(),
    corrections,
  },
  { requiredKeys: [...optional.requiredKeys] },
);
const issue = fc.record(
  {
    number: fc.integer({ min: 1, max: 99999 }),
    title: line,
    date: day,
    gist: line,
    draft: fc.boolean(),
    corrections,
  },
  { requiredKeys: ["number", "title", "date", "gist"] },
);
const translation = fc.record(
  {
    title: line,
    gist: line,
    date: day,
    translatedBy: fc.array(line, { maxLength: 2 }),
    source: fc.stringMatching(/^[a-p]{12}$/),
    draft: fc.boolean(),
    corrections,
  },
  { requiredKeys: ["title"] },
);
const people = fc.dictionary(
  slug,
  fc.record({ name: line, spellings: fc.array(line), url }, { requiredKeys: ["name"] }),
);
const newsletter = fc.record(
  {
    title: line,
    tagline: line,
    description: line,
    address: url.map((address) => new URL("/notes/", address).href),
    language: fc.constantFrom("en", "de", "pt-BR", "zh-Hant"),
    tag: fc.constant("tag:example.org,2025:"),
    publisher: line,
    licence: fc.record({ title: line, url }),
    sections: fc.array(
      fc.record({
        title: line,
        categories: fc.array(fc.record({ id: slug, title: line }), { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    words: fc.dictionary(fc.constantFrom("archive", "issue"), line),
    languages: fc.dictionary(
      fc.constantFrom("fr", "pt-BR"),
      fc.record(
        {
          tagline: line,
          description: line,
          words: fc.dictionary(fc.constantFrom("archive", "issue"), line),
          titles: fc.dictionary(slug, line),
        },
        { requiredKeys: ["tagline", "description"] },
      ),
    ),
  },
  {
    requiredKeys: [
      "title",
      "tagline",
      "description",
      "address",
      "language",
      "tag",
      "publisher",
      "licence",
      "sections",
    ],
  },
);

const schemas: { name: string; schema: z.ZodType; sound: fc.Arbitrary<Record<string, unknown>> }[] =
  [
    { name: "an entry", schema: entrySchema, sound: entry },
    { name: "an issue", schema: issueSchema, sound: issue },
    { name: "a translation", schema: translationSchema, sound: translation },
    { name: "people", schema: peopleSchema, sound: people },
    { name: "a newsletter", schema: newsletterSchema, sound: newsletter },
  ];

describe.each(schemas)("the schema of $name", ({ schema, sound }) => {
  it("takes what is sound, and takes the same again after a way through YAML", () => {
    fc.assert(
      fc.property(sound, (fields) => {
        const first = checkFields("a.md", "the file", schema, fields);
        expect(first.problems).toEqual([]);
        const { data, body, problem } = readFrontMatter(`---\n${stringify(fields)}---\nProse.`);
        expect(problem).toBeUndefined();
        expect(body).toBe("Prose.");
        expect(checkFields("a.md", "the file", schema, data).data).toEqual(first.data);
        const again = parse(stringify(first.data));
        expect(checkFields("a.md", "the file", schema, again).data).toEqual(first.data);
      }),
    );
  });

  it("refuses what is not, in lines that name the file and a field, without throwing", () => {
    fc.assert(
      fc.property(fc.anything(), (fields) => {
        const { data, problems } = checkFields("a.md", "the file", schema, fields);
        expect(data === undefined).toBe(problems.length > 0);
        for (const problem of problems) expect(problem).toMatch(/^a\.md: [^\n]+?: [^\n]+$/);
      }),
    );
  });
});

it("names the field that was spoilt", () => {
  const spoilt = fc.constantFrom(...Object.keys(entrySchema.shape));
  const junk = fc.constantFrom(null, {}, [[]], Number.NaN, "", "\n", "a\nb", [{ x: 1 }]);
  fc.assert(
    fc.property(entry, spoilt, junk, (fields, field, value) => {
      const { problems } = checkFields("a.md", "the file", entrySchema, {
        ...fields,
        [field]: value,
      });
      expect(problems.length).toBeGreaterThan(0);
      for (const problem of problems) expect(problem).toMatch(new RegExp(`^a\\.md: ${field}[.:]`));
    }),
  );
});

it.each([
  [
    "url",
    "example.org",
    'url: "example.org" must be a web address that begins with https:// or http://',
  ],
  [
    "url",
    "ftp://example.org/",
    'url: "ftp://example.org/" must be a web address that begins with https:// or http://',
  ],
  [
    "published",
    "spring",
    'published: "spring" must be a year from 1900 to 2200, or a day written as YYYY-MM-DD',
  ],
  [
    "published",
    26,
    "published: 26 must be a year from 1900 to 2200, or a day written as YYYY-MM-DD",
  ],
  ["authors", "Ada", 'authors: a list, [between brackets], is expected, not "Ada"'],
  ["authors", [], "authors: an empty list at least one author is expected"],
  ["highlight", "yes", 'highlight: true or false is expected, not "yes"'],
  ["category", "Two Words", 'category: "Two Words" must be lower-case words joined by hyphens'],
])("says how %s is to be written instead of %j", (field, value, problem) => {
  const fields = { title: "A", authors: ["B"], category: "c", [field]: value };
  expect(checkFields("a.md", "the file", entrySchema, fields).problems).toEqual([
    `a.md: ${problem}`,
  ]);
});

it("takes a day that YAML has read as a date", () => {
  const fields = { number: 1, title: "A", gist: "B", date: new Date("2026-03-02") };
  expect(issueSchema.parse(fields).date).toBe("2026-03-02");
});

describe.each([
  ["an entry", entrySchema],
  ["an issue", issueSchema],
  ["a person", personSchema],
  ["the newsletter", newsletterSchema],
] as const)("the guide's fields of %s", (_, schema) => {
  it.each(fieldsOf(schema))("describe $name and give an example that is accepted", (field) => {
    expect(field.description).toMatch(/^[A-Z].*\.$/);
    const shape: Readonly<Record<string, z.ZodType>> = schema.shape;
    const checked = shape[field.name]?.safeParse(parse(field.example));
    expect(checked?.error?.issues).toBeUndefined();
    expect(checked?.data).not.toBeUndefined();
  });
});
