import type { Citation } from "./citation.ts";

export type CitationFormat = "bib" | "ris" | "json";

/** Names and MIME types of the formats, by the end of their files' names. */
export const citationFormats: Readonly<
  Record<CitationFormat, { readonly name: string; readonly type: string }>
> = {
  bib: { name: "BibTeX", type: "application/x-bibtex" },
  ris: { name: "RIS", type: "application/x-research-info-systems" },
  json: { name: "CSL-JSON", type: "application/vnd.citationstyles.csl+json" },
};

/** The citation as text of that format. */
export function citationText(format: CitationFormat, citation: Citation): string {
  switch (format) {
    case "bib":
      return bibtex(citation);
    case "ris":
      return ris(citation);
    case "json":
      return `${JSON.stringify([csl(citation)], null, 2)}\n`;
  }
}

/** An `@misc` record of BibTeX. */
function bibtex(citation: Citation): string {
  const { authors, publisher = "", container, number, date } = citation;
  const names =
    authors.length > 0 ? authors.map(texName).join(" and ") : `{${escapeTex(publisher)}}`;
  const fields = {
    // Braces keep capitals as they are.
    title: `{${escapeTex(citation.title)}}`,
    author: names,
    howpublished: escapeTex(number === undefined ? container : `${container}, no. ${number}`),
    year: date.slice(0, 4),
    month: String(Number(date.slice(5, 7))),
    url: citation.url,
    ...(citation.note !== undefined && { note: escapeTex(citation.note) }),
  };
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${citation.key},\n${lines.join(",\n")}\n}\n`;
}

const risKinds = { summary: "ELEC", issue: "ELEC", result: "DATA" } as const;

/** A record of RIS, the tags as Reference Manager's specification has them; lines end as it demands. */
function ris(citation: Citation): string {
  const { authors, publisher, number, date } = citation;
  const lines: readonly (readonly [string, string])[] = [
    ["TY", risKinds[citation.kind]],
    ["ID", citation.key],
    ["TI", citation.title],
    ...authors.map((name) => ["AU", sortedName(name)] as const),
    ...(publisher === undefined ? [] : [["AU", `${publisher},`] as const]),
    ["T2", citation.container],
    ...(number === undefined ? [] : [["IS", String(number)] as const]),
    ["PY", date.slice(0, 4)],
    ["DA", date.replaceAll("-", "/")],
    ["LA", citation.language],
    ["UR", citation.url],
    ...(citation.note === undefined ? [] : [["N1", citation.note] as const]),
    ["ER", ""],
  ];
  return lines.map(([tag, value]) => `${tag}  - ${value}\r\n`).join("");
}

const cslKinds = {
  summary: "review",
  issue: "periodical",
  result: "dataset",
} as const;

/** An item of CSL-JSON 1.0. */
function csl(citation: Citation): Readonly<Record<string, unknown>> {
  const { authors, publisher, number, date } = citation;
  return {
    id: citation.key,
    type: cslKinds[citation.kind],
    title: citation.title,
    author: publisher === undefined ? authors.map(nameParts) : [{ literal: publisher }],
    "container-title": citation.container,
    ...(number !== undefined && { issue: String(number) }),
    issued: { "date-parts": [date.split("-").map(Number)] },
    language: citation.language,
    URL: citation.url,
    ...(citation.note !== undefined && { note: citation.note }),
  };
}

/** A name with the family name first, as `Lovelace, Ada`; a name of one word stays. */
export function sortedName(name: string): string {
  const { family, given } = nameParts(name);
  return given === undefined ? family : `${family}, ${given}`;
}

/** The family name is the last word, with the particles before it: `Lars van der Berg` is of the family van der Berg. */
function nameParts(name: string): { readonly family: string; readonly given?: string } {
  const words = name.split(" ");
  const particle = words.findIndex((word, i) => i > 0 && /^\p{Ll}/u.test(word));
  const start = particle < 0 ? words.length - 1 : particle;
  const given = words.slice(0, start).join(" ");
  return { family: words.slice(start).join(" "), ...(given !== "" && { given }) };
}

/** A name that BibTeX takes apart into given and family names only where it is written plainly. */
function texName(name: string): string {
  const text = escapeTex(name);
  return /,|\band\b/i.test(name) ? `{${text}}` : text;
}

const tex: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  $: "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  _: "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
};

/** Text that TeX prints as it stands. */
function escapeTex(text: string): string {
  return text.replaceAll(/[\\{}$&#%_^~]/g, (character) => tex[character] ?? character);
}
