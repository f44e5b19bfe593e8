import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { MdastVisitorContext } from "satteri";

import { type Inline, inlineElement, textNode } from "./elements.ts";
import type { NewsletterConfig } from "./schemas.ts";
import { word } from "./words.ts";

/** A note's id: its number in the document, with the file's name or, where text has none, its fingerprint, since a page may hold many documents. */
export function noteId({ data, fileURL, source }: MdastVisitorContext): string {
  const notes = typeof data["notes"] === "number" ? data["notes"] + 1 : 1;
  data["notes"] = notes;
  const [, file = fingerprint(source)] = /([^/]+)\.mdx?$/.exec(fileURL?.pathname ?? "") ?? [];
  return `note-${file.replace(".", "-")}-${notes}`;
}

function fingerprint(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 8);
}

/** The number to press, the state it toggles, and the note in brackets, which are for where styles do not reach. A popover keeps the state, so that the note unfolds in its line without script. */
export function sidenote(
  children: readonly Inline[],
  id: string,
  newsletter: Pick<NewsletterConfig, "words">,
): Inline[] {
  const label = word(newsletter, "note");
  return [
    inlineElement("button", {
      type: "button",
      class: "note-mark",
      popovertarget: id,
      "aria-label": label,
    }),
    inlineElement("span", { class: "note-state", popover: "manual", id }),
    inlineElement("small", { class: "sidenote", role: "note", "aria-label": label }, [
      inlineElement("span", { class: "bracket" }, [textNode(" (")]),
      ...children,
      inlineElement("span", { class: "bracket" }, [textNode(")")]),
    ]),
  ];
}
