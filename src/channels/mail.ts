import { z } from "zod";

import { type Fullness, mailHtml } from "./mail-html.ts";
import { mailText } from "./mail-text.ts";

/** What a mail is made of. */
export const mailSourceSchema = z.strictObject({
  slug: z.string(),
  /** Of the newsletter. */
  newsletter: z.string(),
  /** Address of its site. */
  home: z.url(),
  publisher: z.string(),
  licence: z.strictObject({ title: z.string(), url: z.url() }),
  language: z.string(),
  subject: z.string(),
  /** What mail programs show beside the subject. */
  gist: z.string(),
  /** `YYYY-MM-DD` */
  date: z.string(),
  /** Where the issue stands on the web. */
  address: z.url(),
  /** Words of the newsletter’s language. */
  words: z.strictObject({
    readOnWeb: z.string(),
    outline: z.string(),
    links: z.string(),
    figure: z.string(),
    /** With the place `{count}`. */
    moreFigures: z.string(),
  }),
  /** Entries in reading order. */
  outline: z.array(z.strictObject({ title: z.string(), address: z.url() })),
  /** The issue as portable HTML. */
  html: z.string(),
});
export type MailSource = z.infer<typeof mailSourceSchema>;

export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Gmail hides what is beyond some 100 KB of HTML; the sender adds links and a footer. */
const mostBytes = 80_000;

/** From everything to what an issue of many demos has room for. */
const fullnesses: readonly Fullness[] = [
  ...[Infinity, 4, 3, 2, 1].map((figures) => ({
    figures,
    demos: Infinity,
    rows: "whole" as const,
  })),
  ...[4, 3, 2, 1].map((figures) => ({ figures, demos: Infinity, rows: "brief" as const })),
  ...Array.from({ length: 20 }, (_, i) => ({ figures: 1, demos: 20 - i, rows: "brief" as const })),
];

/** One issue as mail: HTML of at most 80 KB with every style inline, prose whole, demos as full as there is room for; and text written as such, with everything. */
export function composeMail(source: MailSource): Mail {
  const { subject } = source;
  const text = mailText(source);
  for (const fullness of fullnesses) {
    const html = mailHtml(source, fullness);
    if (Buffer.byteLength(html) <= mostBytes) return { subject, html, text };
  }
  return { subject, html: mailHtml(source, { figures: 0, demos: 0, rows: "brief" }), text };
}
