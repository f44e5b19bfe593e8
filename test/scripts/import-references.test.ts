import { describe, expect, it } from "vitest";

import { noAliases } from "../../scripts/import/aliases.ts";
import {
  type Archive,
  oldAddresses,
  resolveReferences,
} from "../../scripts/import/cross-references.ts";
import { namesIn } from "../../scripts/import/draft.ts";
import { rowDraft } from "../../scripts/import/row-draft.ts";
import { columns, sheetRows } from "../../scripts/import/sheet-row.ts";
import { TitleIndex } from "../../scripts/import/title-index.ts";

const newsletter = {
  address: "https://example.org/notes/",
  references: {
    prefix: "AN #",
    addresses: { "7": "https://mail.example.com/seven" },
    otherwise: "https://example.net/",
  },
};

/** The row of a database with that summary. */
function drafts(summary: string) {
  const row = columns.map((column) => (column === "Summary" ? summary : ""));
  return sheetRows({ rows: [[...columns], row], links: new Map() }).map(rowDraft);
}

function archive(summary: string, addresses: Readonly<Record<string, string>> = {}): Archive {
  return {
    index: new TitleIndex([
      {
        id: "036/factored-cognition",
        title: "Factored Cognition",
        issue: 36,
        url: "https://example.com/fc?utm_source=an",
      },
      { id: "040/twice", title: "Twice [told]", issue: 40 },
      { id: "050/twice", title: "Twice [told]", issue: 50 },
    ]),
    issues: new Set([7, 36, 40, 50]),
    newsletter,
    old: oldAddresses(drafts(summary), newsletter, { ...noAliases, addresses }),
  };
}

const work = "../036/factored-cognition.md";

describe("a reference", () => {
  it.each([
    ["by title", "<@Factored Cognition@>", `[Factored Cognition](${work})`],
    [
      "by title in another case, over a line's end",
      "<@factored\ncognition@>",
      `[factored\ncognition](${work})`,
    ],
    ["by title under other words", "<@an idea@>(@Factored Cognition@)", `[an idea](${work})`],
    [
      "of a title before the issue",
      "as in Factored Cognition (AN #36).",
      `as in [Factored Cognition](${work}) (AN #36).`,
    ],
    [
      "by the address of the work and the issue",
      "[this idea](https://www.example.com/fc/) (AN #36)",
      `[this idea](${work}) (AN #36)`,
    ],
    ["to an issue at the mail provider", "([AN #36](https://mail.example.com/x?e=12))", "(AN #36)"],
    [
      "to a page that another link says the issue of",
      "[AN #40](https://mail.example.com/x?e=1), [there](https://mail.example.com/x?utm_medium=mail)",
      "AN #40, [there](../040/index.md)",
    ],
    [
      "to a page that the settings tell of",
      "[there](https://mail.example.com/seven/)",
      "[there](../007/index.md)",
    ],
    [
      "to a page of this site",
      "[there](https://example.org/notes/issues/036/factored-cognition/)",
      `[there](${work})`,
    ],
    [
      "to the entry of that title nearest before",
      "<@Twice [told]@>",
      String.raw`[Twice \[told\]](../040/twice.md)`,
    ],
  ])("%s becomes a link between files", (_, text, linked) => {
    const { text: resolved, found } = resolveReferences(text, 45, archive(text));
    expect(resolved).toBe(linked);
    expect(found).toBeGreaterThan(0);
  });

  it("to an old page becomes what the aliases say stood there", () => {
    const text = "[there](https://mail.example.com/p)";
    const told = archive(text, { "https://mail.example.com/p/": "036/factored-cognition" });
    expect(resolveReferences(text, 45, told).text).toBe(`[there](${work})`);
  });

  it("to a host where summarised works stand as well is not taken for a lost page", () => {
    const text = "[AN #40](https://forum.example/40) and [a work](https://forum.example/work)";
    const [draft] = drafts(text);
    if (draft === undefined) throw new Error("no draft");
    const works = [{ ...draft, url: "https://forum.example/other" }];
    const old = oldAddresses(works, newsletter, noAliases);
    expect(resolveReferences(text, 45, { ...archive(text), old }).lost).toEqual([]);
  });

  it.each([
    ["<@Factored Cogniton@>", 'no entry is called so; did you mean "Factored Cognition"?'],
    ["<@Twice [told]@>", "several entries are called so; it leads to 040/twice"],
    ["see (AN #36) and (AN #99)", "AN #99: there is no such issue here"],
    ["[there](https://mail.example.com/lost)", "say it under addresses in aliases.yaml"],
  ])("that leads nowhere, or not surely, is told: %s", (text, sentence) => {
    const { lost } = resolveReferences(text, 45, archive(text));
    expect(lost).toHaveLength(1);
    expect(lost[0]).toContain(sentence);
  });
});

it.each([
  ["Lovelace, A., Hopper, G. M. and B. Orr et al.", ["A. Lovelace", "G. M. Hopper", "B. Orr"]],
  [
    "Ada Lovelace, Martin King, Jr.; Grace Hopper",
    ["Ada Lovelace", "Martin King Jr.", "Grace Hopper"],
  ],
])("leaves initials with their names: %s", (text, names) => {
  expect(namesIn(text).names).toEqual(names);
});
