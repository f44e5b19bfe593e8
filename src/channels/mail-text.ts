import { convert, type FormatCallback } from "html-to-text";

import { isFormulaPicture } from "#newsletter/maths.ts";

import type { MailSource } from "./mail.ts";

/** Characters a line. */
const width = 72;

/** The issue as a letter in plain text: links as numbers in brackets, their addresses at the end. */
export function mailText(source: MailSource): string {
  const { words, subject, gist, address, html } = source;
  const addresses: string[] = [];
  const numberOf = (href: string): number => {
    const at = addresses.indexOf(href);
    return at < 0 ? addresses.push(href) : at + 1;
  };
  const anchor: FormatCallback = (element, walk, builder) => {
    walk(element.children, builder);
    const href: unknown = element.attribs?.["href"];
    // The title above a demo's figures leads where they do.
    if (element.parent?.name !== "figure" && typeof href === "string" && href !== "")
      builder.addInline(` [${numberOf(href)}]`);
  };
  const image: FormatCallback = (element, _walk, builder) => {
    const { alt = "", src = "" }: Record<string, string> = element.attribs ?? {};
    // A formula's words are its TeX.
    builder.addInline(isFormulaPicture(src) ? alt : `[${words.figure}: ${alt}]`);
  };
  const body = convert(html, {
    wordwrap: width,
    formatters: { anchor, image },
    selectors: [
      { selector: "a", format: "anchor" },
      { selector: "img", format: "image" },
      ...["figure", "figcaption"].map((selector) => ({
        selector,
        format: "block",
        options: { leadingLineBreaks: selector === "figure" ? 2 : 1, trailingLineBreaks: 2 },
      })),
      {
        selector: "table",
        format: "dataTable",
        options: { maxColumnWidth: 24, uppercaseHeaderCells: false },
      },
      ...["h2", "h3", "h4"].map((selector) => ({
        selector,
        options: { uppercase: false, leadingLineBreaks: 3 },
      })),
    ],
  });
  const links = addresses.map((href, i) => `[${i + 1}] ${href}`).join("\n");
  return [
    subject,
    "=".repeat(Math.min(subject.length, width)),
    "",
    gist,
    `${words.readOnWeb}: ${address}`,
    "",
    body,
    "",
    words.links,
    "-".repeat(words.links.length),
    links,
    "",
  ].join("\n");
}
