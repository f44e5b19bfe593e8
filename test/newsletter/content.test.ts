import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { mapExample } from "#components/guide/examples.ts";
import { readContentFiles } from "#newsletter/content.ts";

import { entryText, issueText, options, problemsOf, sampleFiles } from "./sample.ts";

const entry = "issues/001/a.md";
const mdx = "issues/001/a.mdx";
const map = "maps/what-next.yaml";

it("finds nothing wrong with a sound newsletter, an issue of a later day included", () => {
  expect(
    problemsOf({
      [entry]: entryText("A", 'published: 2025-12-31\nsummarisedBy: ["A. Lovelace"]\n'),
      "issues/001/b.mdx": entryText(
        "B",
        "respondsTo: 001/a\n",
        'At 12:30.\n\n<Demo experiment="wrong-labels" result="full" />\n',
      ),
      "issues/001/c.mdx": entryText("C", "", '<Map id="what-next" />\n'),
      [map]: mapExample,
      "issues/002/index.mdx": issueText(2).replace(/date: .*/, "date: 2031-01-01"),
    }),
  ).toEqual([]);
});

describe("one line tells of", () => {
  const cases: Record<string, [Record<string, string | undefined>, string]> = {
    "an unknown category": [
      { [entry]: entryText("A", "category: bouns\n") },
      `${entry}: category: "bouns" is not a category of newsletter.yaml; did you mean "bounds"?`,
    ],
    "a game with nothing to play it with": [
      { [mdx]: entryText("A", "", '<Game experiment="debat" />\n') },
      `${mdx}: Game: there is nothing to play "debat" with; add games/debat/<name>.yaml, or did you mean "debate"?`,
    ],
    "an unknown person": [
      { [entry]: entryText("A", "summarisedBy: [Ada Lovelass]\n") },
      `${entry}: summarisedBy: "Ada Lovelass" is not in people.yaml; did you mean "Ada Lovelace"? If not, add the person there`,
    ],
    "an unknown person in an opinion": [
      { [entry]: entryText("A", "", ':::opinion{by="Alan Turing"}\nx\n:::\n') },
      `${entry}: opinion: "Alan Turing" is not in people.yaml; add the person there, or the spelling to one who is`,
    ],
    "an answer to nothing": [
      { [entry]: entryText("A", "respondsTo: 001/b\n"), "issues/001/bc.md": entryText("B") },
      `${entry}: respondsTo: there is no entry "001/b"; did you mean "001/bc"?`,
    ],
    "two files of one address": [
      { [entry]: entryText("A"), [mdx]: entryText("A") },
      `${mdx}: name: ${entry} has the same address; rename one`,
    ],
    "a title that is missing": [
      { [entry]: entryText("A").replace(/title: A\n/, "") },
      `${entry}: title: missing; add it to the front matter`,
    ],
    "a work of tomorrow": [
      { [entry]: entryText("A", "published: 2026-11-26\n") },
      `${entry}: published: 2026-11-26 is still to come; give the day or year the work appeared`,
    ],
    "a work after its issue": [
      { [entry]: entryText("A", "published: 2026-03-01\n") },
      `${entry}: published: 2026-03-01 is after the issue's own date 2026-02-01; correct one of them`,
    ],
    "a correction of tomorrow": [
      { [entry]: entryText("A", "corrections: [{ date: 2026-11-26, text: x }]\n") },
      `${entry}: corrections: 2026-11-26 is still to come; give the day it was made`,
    ],
    "an unknown experiment": [
      { [mdx]: entryText("A", "", '<Demo experiment="wrong-lables" />\n') },
      `${mdx}: Demo: there is no experiment "wrong-lables"; did you mean "wrong-labels"?`,
    ],
    "an unknown preset": [
      { [mdx]: entryText("A", "", '<Demo experiment="wrong-labels" preset="quik" />\n') },
      `${mdx}: Demo: there is no preset "quik"; did you mean "quick"?`,
    ],
    "a result that was not recorded": [
      { [mdx]: entryText("A", "", '<Demo experiment="wrong-labels" result="standard" />\n') },
      `${mdx}: Demo: there is no result wrong-labels/standard; run npm run precompute -- wrong-labels --preset standard`,
    ],
    "a demo without its experiment": [
      { [mdx]: entryText("A", "", "\n<Demo />\n") },
      `${mdx}:7: Demo: experiment is missing; write experiment="…"`,
    ],
    "a demo whose experiment is computed": [
      { [mdx]: entryText("A", "", "<Demo experiment={name} />\n") },
      `${mdx}:6: Demo: experiment must say its value in quotes; write experiment="…"`,
    ],
    "an attribute there is not": [
      { [mdx]: entryText("A", "", '<Demo experiment="wrong-labels" presett="quick" />\n') },
      `${mdx}:6: Demo: presett is not an attribute; did you mean "preset"?`,
    ],
    "a demo that would not run": [
      { [entry]: entryText("A", "", 'See <Demo experiment="wrong-labels" />\n') },
      `${entry}:6: Demo: a tag works only in an .mdx file; rename this one to .mdx`,
    ],
    "an unknown tag": [
      { [mdx]: entryText("A", "", "<Dmo />\n") },
      `${mdx}:6: Dmo: there is no tag <Dmo>; did you mean "Demo"?`,
    ],
    "an unknown directive": [
      { [entry]: entryText("A", "", "x\n\n:::opinoin\nx\n:::\n") },
      `${entry}:8: directive: ":::opinoin" is not a directive; did you mean ":::opinion"?`,
    ],
    "an opinion of nobody": [
      { [entry]: entryText("A", "", ":::opinion\nx\n:::\n") },
      `${entry}:6: opinion: nobody is named; write :::opinion{by="…"}`,
    ],
    "an opinion without end": [
      { [entry]: entryText("A", "", ':::opinion{by="Ada Lovelace"}\nx\n') },
      `${entry}:6: opinion: never ends; close it with a line of :::`,
    ],
    "MDX that cannot be read": [
      { [mdx]: entryText("A", "", "One.\n\nTwo <three.\n") },
      `${mdx}:8: body: no valid MDX: unexpected character after \`<\`, expected a valid JSX tag; write a plain < or { as \\< or \\{, and close every tag`,
    ],
    "a brace that would be run": [
      { [mdx]: entryText("A", "", "a_{k+1}\n") },
      `${mdx}:6: body: {k+1} would be run as code; write a plain { as \\{`,
    ],
    "a folder without its opening": [
      { "issues/002/a.md": entryText("A") },
      "issues/002: index.mdx: missing; add it with number, title, date and gist, or run npm run new -- issue",
    ],
    "two issues of one number": [
      { "issues/002/index.md": issueText(1) },
      "issues/002/index.md: number: 1 is also the number of issues/001/index.md; give each issue its own, and its folder the same",
    ],
    "an issue in a folder of another name": [
      { "issues/2/index.md": issueText(2) },
      "issues/2/index.md: number: 2 stands in the folder 2; name the folder 002",
    ],
    "one name for two people": [
      { "people.yaml": "ada: { name: Ada }\nother: { name: Bee, spellings: [Ada ] }\n" },
      'people.yaml: other: "Ada" is also a name of ada; leave it to one of them',
    ],
    "YAML that cannot be read": [
      { [entry]: "---\nauthors: [Ada]\ntitle: A: b\n---\n" },
      `${entry}:3: no valid YAML: nested mappings are not allowed in compact mappings; put a value that has a colon in it between quotes`,
    ],
    "settings that cannot be read": [
      { "people.yaml": "ada: { name: Ada Lovelace }\n\tbob:\n" },
      "people.yaml:2: no valid YAML: tabs are not allowed as indentation; indent with spaces",
    ],
    "a setting that is missing": [
      { "people.yaml": "ada-lovelace: { spellings: [] }\n" },
      "people.yaml: ada-lovelace.name: missing; add it to the file",
    ],
    "a word that no page has": [
      {
        "newsletter.yaml": `${sampleFiles({})[0]?.text}words: { archiv: Archiv }\n`,
      },
      'newsletter.yaml: words.archiv: no page has such a word; did you mean "archive"?',
    ],
    "entries that answer each other": [
      { [entry]: entryText("A", "respondsTo: 001/a\n") },
      `${entry}: respondsTo: the entries answer each other in a circle; remove one of their references`,
    ],
    "a file that no page would show": [
      { "issues/001/part/a.md": entryText("A") },
      "issues/001/part/a.md: name: an entry is named issues/<issue>/<entry>.md or .mdx, in lower-case letters, digits and hyphens, and its translation <entry>.<language>.md or .mdx; rename it",
    ],
    "a number where text belongs": [
      { [entry]: entryText("1984") },
      `${entry}: title: text is expected, not 1984; put it in quotes`,
    ],
    "an unknown map": [
      { [mdx]: entryText("A", "", '<Map id="what-nxt" />\n'), [map]: mapExample },
      `${mdx}: Map: there is no map "what-nxt"; did you mean "what-next"?`,
    ],
    "an arrow to nothing": [
      { [map]: mapExample.replace("to: scales", "to: scale") },
      `${map}: edges.0.to: there is no question or agenda "scale"; did you mean "scales"?`,
    ],
    "an arrow from nothing": [
      { [map]: mapExample.replace("from: ideas", "from: idea") },
      `${map}: edges.0.from: there is no question "idea"; did you mean "ideas"?`,
    ],
    "an arrow from an agenda": [
      { [map]: mapExample.replace("from: ideas", "from: more-data") },
      `${map}: edges.0.from: "more-data" is an agenda, from which no arrow leads; move it to nodes or turn the arrow round`,
    ],
    "arrows that close a circle": [
      { [map]: mapExample.replace("to: more-data", "to: ideas") },
      `${map}: edges: the arrows close a circle, ideas → scales → ideas; remove one of them`,
    ],
    "an arrow to where it comes from": [
      { [map]: mapExample.replace("from: ideas", "from: scales") },
      `${map}: edges: the arrows close a circle, scales → scales; remove one of them`,
    ],
    "an arrow that stands twice": [
      {
        [map]: mapExample.replace("from: ideas\n    to: scales", "from: scales\n    to: more-data"),
      },
      `${map}: edges.1: the arrow from "scales" to "more-data" stands twice; join the two`,
    ],
    "an arrow that says nothing": [
      { [map]: mapExample.replace("weight: 2", "weight: 0") },
      `${map}: edges.1.weight: 0 says nothing; give a weight that is not 0`,
    ],
    "one id for a question and an agenda": [
      {
        [map]: mapExample
          .replaceAll("more-data", "ideas")
          .replace("from: ideas", "from: scales")
          .replace("to: scales", "to: ideas")
          .replace(/ {2}- from: scales\n {4}to: ideas\n {4}weight: 2[^]*/, ""),
      },
      `${map}: agendas.ideas: "ideas" is also a question; give one of them another id`,
    ],
    "a question called like the word of addresses": [
      { [map]: mapExample.replaceAll("ideas:", "map:").replaceAll("from: ideas", "from: map") },
      `${map}: nodes.map: "map" is the word that opens the answers in an address; correct the name`,
    ],
    "a map without agendas": [
      { [map]: mapExample.replace(/agendas:[^]*edges:/, "edges:") },
      `${map}: agendas: missing; add it to the file`,
    ],
    "a map that no tag could name": [
      { "maps/What next.yaml": mapExample },
      "maps/What next.yaml: name: a map is named maps/<id>.yaml, in lower-case words joined by hyphens; rename it",
    ],
    "a misspelt field": [
      { [entry]: entryText("A", "gits: x\n") },
      `${entry}: the front matter: unknown field "gits"; did you mean "gist"?`,
    ],
  };

  it.each(Object.entries(cases))("%s", (_, [files, line]) => {
    expect(problemsOf(files)).toEqual([line]);
  });

  it("files whose names differ in the case of letters alone", () => {
    const problems = problemsOf({ [entry]: entryText("A"), "issues/001/A.md": entryText("A") });
    expect(problems).toContainEqual(expect.stringContaining("has the same address; rename one"));
  });
});

it("tells all problems at once, and no entry missing because its own file is broken", () => {
  expect(
    problemsOf({
      [entry]: entryText("A: b"),
      "issues/001/b.md": entryText("B", "respondsTo: 001/a\ncategory: nope\n"),
    }).map((line) => line.split(": ").slice(0, 2)),
  ).toEqual([
    ["issues/001/a.md:2", "no valid YAML"],
    ["issues/001/b.md", "category"],
  ]);
});

it("never throws, whatever the files say, and tells each problem in a line that names a file", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .tuple(
        fc.array(
          fc.constantFrom("title: A", "authors: [x]", "- b", "a: &a [*a]", "? :", "\t", "<<: 1"),
        ),
        fc.array(
          fc.constantFrom("<Demo", "{", "}", ":::x", ":::", "`", "<a>", "AN #1", "\n", "- ", "|"),
        ),
      )
      .map(([front, body]) => `---\n${front.join("\n")}\n---\n${body.join("")}`),
  );
  const path = fc.constantFrom(
    "newsletter.yaml",
    "people.yaml",
    "issues/001/index.md",
    "issues/001/a.md",
    "issues/001/b.mdx",
    "issues/2/C.mdx",
    "issues/d.md",
    "maps/a.yaml",
  );
  fc.assert(
    fc.property(fc.dictionary(path, text), (files) => {
      const { problems } = readContentFiles(sampleFiles(files), options);
      for (const problem of problems) {
        expect(problem).toMatch(
          /^(?:newsletter\.yaml|people\.yaml|maps\/a\.yaml|issues\/\S+?)(?::\d+)?: [^\n]+$/,
        );
      }
    }),
    { numRuns: 150 },
  );
});
