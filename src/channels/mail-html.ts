import { DomUtils, parseDocument } from "htmlparser2";
import juice from "juice";

import { isFormulaPicture } from "#newsletter/maths.ts";

import type { MailSource } from "./mail.ts";
import { escapeHtml, linkHtml } from "./portable-html.ts";

type Document = ReturnType<typeof parseDocument>;
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/** Pixels; what every mail program has room for. */
const column = 600;
const margin = 16;

/** Entities stay entities, both ways: a letter such as "<" that is read must not be written as one that opens a tag. */
const asWritten = { decodeEntities: false };

/** Only what Gmail, Outlook, Apple Mail and Yahoo heed, by caniemail.com. */
const style = `
.page { background-color: #fffdf8; }
.column { max-width: ${column}px; }
.text { padding: 24px ${margin}px; font-family: Georgia, serif; font-size: 17px; line-height: 1.55; color: #1d1b16; text-align: left; }
h1 { font-size: 28px; line-height: 1.2; }
h3 { margin-top: 40px; font-size: 22px; line-height: 1.3; }
.small { font: 14px/1.5 Arial; color: #5c574b; }
.opinion { padding-left: 16px; border-left: 3px solid #b9b2a1; }
`;

/** How much of each demo a mail shows. */
export interface Fullness {
  /** At most so many figures of each; the others are linked to. */
  readonly figures: number;
  /** Only so many demos show figures, the first. */
  readonly demos: number;
  /** Rows of wide tables whole, or only what stands first and last in each. */
  readonly rows: "whole" | "brief";
}

/** The issue as a page for mail programs. */
export function mailHtml(source: MailSource, fullness: Fullness): string {
  const { language, subject, gist, words, address, outline, newsletter, home, publisher } = source;
  const contents = outline
    .map((entry) => `<li>${linkHtml(entry.title, entry.address)}</li>`)
    .join("\n");
  const page = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(subject)}</title>
<style>${style}</style>
</head>
<body>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr>
<td align="center" class="page">
<!--[if mso]><table role="presentation" width="${column}"><tr><td><![endif]-->
<table role="presentation" width="100%" class="column" cellpadding="0" cellspacing="0" border="0">
<tr>
<td class="text">
<p class="small">${escapeHtml(gist)} ${linkHtml(words.readOnWeb, address)}</p>
<h1>${escapeHtml(subject)}</h1>
<p class="small">${escapeHtml(words.outline)}</p>
<ol class="small">
${contents}
</ol>
${bodyHtml(source, fullness)}
<p class="small">${linkHtml(newsletter, home)} · ${escapeHtml(publisher)} · ${linkHtml(source.licence.title, source.licence.url)}</p>
</td>
</tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td>
</tr>
</table>
</body>
</html>
`;
  const inlined = juice(page, {
    removeStyleTags: true,
    preserveMediaQueries: false,
    applyWidthAttributes: false,
    applyHeightAttributes: false,
  });
  return entities(inlined.replaceAll(/ class="[^"]*"/g, ""));
}

/** The portable HTML with what mail programs break on put into other words: figures as blocks, wide tables row by row. */
function bodyHtml({ html, words, address }: MailSource, fullness: Fullness): string {
  const document = parseDocument(html, asWritten);
  limitFigures(document, fullness, words.moreFigures, address);
  for (const table of DomUtils.getElementsByTagName("table", document))
    tellRows(table, fullness.rows);
  for (const name of ["thead", "tbody"]) {
    for (const part of DomUtils.getElementsByTagName(name, document)) unwrap(part);
  }
  for (const figure of DomUtils.getElementsByTagName("figure", document)) figure.name = "div";
  for (const caption of DomUtils.getElementsByTagName("figcaption", document)) {
    caption.name = "p";
    caption.attribs["class"] = "small";
  }
  for (const quote of DomUtils.getElementsByTagName("blockquote", document)) {
    quote.attribs["class"] = "opinion";
  }
  for (const image of DomUtils.getElementsByTagName("img", document)) fit(image);
  return DomUtils.getOuterHTML(document, asWritten)
    .replaceAll(/\s*\n\s*/g, "\n")
    .replaceAll(/> </g, "><");
}

/** Of figures that follow each other, which is those of one demo, takes away what the mail has no room for and says where it is. */
function limitFigures(document: Document, fullness: Fullness, words: string, page: string): void {
  let demo = 0;
  let place = 0;
  let left: Element[] = [];
  for (const figure of DomUtils.getElementsByTagName("figure", document)) {
    place = precedes(figure) ? place + 1 : 1;
    if (place === 1) demo += 1;
    if (place > fullness.figures || demo > fullness.demos) left.push(figure);
    const isLast = !followed(figure);
    if (isLast && left.length > 0) {
      const [first] = DomUtils.getElementsByTagName("a", figure);
      const address = first?.attribs["href"] ?? page;
      const note = paragraph([linkHtml(words.replace("{count}", String(left.length)), address)]);
      for (const node of parseDocument(note, asWritten).children) DomUtils.append(figure, node);
      for (const other of left) DomUtils.removeElement(other);
    }
    if (isLast) left = [];
    // The title of the demo leads to it as well; the address is long.
    for (const anchor of DomUtils.getElementsByTagName("a", figure)) unwrap(anchor);
  }
}

/** Whether the element before, save for space, is a figure too. */
function precedes(figure: Element): boolean {
  const before = DomUtils.prevElementSibling(figure);
  return before !== null && before.name === "figure";
}

function followed(figure: Element): boolean {
  const after = DomUtils.nextElementSibling(figure);
  return after !== null && after.name === "figure";
}

/** A table of more columns than a telephone has room for, as text: a paragraph a row, its head and what each column says, or a line a row. */
function tellRows(table: Element, fullness: Fullness["rows"]): void {
  const [head, ...rows] = DomUtils.getElementsByTagName("tr", table);
  if (head === undefined) return;
  const names = cells(head).map((cell) => DomUtils.textContent(cell).trim());
  if (names.length < 3) return;
  const values = rows.map((row) =>
    cells(row).map((cell) => DomUtils.getInnerHTML(cell, asWritten).trim()),
  );
  const told =
    fullness === "brief"
      ? paragraph(values.map((row) => `${row[0] ?? ""} ${names.at(-1) ?? ""}: ${row.at(-1) ?? ""}`))
      : values
          .map(([first = "", ...others]) =>
            paragraph([
              `<strong>${first}</strong>`,
              ...others.map((value, i) => `${names[i + 1] ?? ""}: ${value}`),
            ]),
          )
          .join("\n");
  for (const node of parseDocument(told, asWritten).children) DomUtils.prepend(table, node);
  DomUtils.removeElement(table);
}

function paragraph(lines: readonly string[]): string {
  return `<p class="small">${lines.join("<br>")}</p>`;
}

function cells(row: Element): Element[] {
  return DomUtils.getElementsByTagName(
    (name) => name === "td" || name === "th",
    row.children,
    false,
  );
}

function unwrap(element: Element): void {
  for (const node of element.children.slice()) DomUtils.prepend(element, node);
  DomUtils.removeElement(element);
}

/** A width that Outlook heeds and a telephone may lessen; the height follows. */
function fit(image: Element): void {
  const { src = "", alt = "", width = column } = image.attribs;
  image.attribs = {
    src,
    alt,
    width: String(Math.min(Number(width), column - 2 * margin)),
    style: `max-width:100%${isFormulaPicture(src) ? ";vertical-align:middle" : ""}`,
  };
}

/** Quotation marks, dashes, arrows and the like as numbers, which Outlook shows whatever it takes the letters for. */
function entities(html: string): string {
  return html.replaceAll(/[\u2010-\u2BFF]/g, (character) => `&#${character.codePointAt(0)};`);
}
