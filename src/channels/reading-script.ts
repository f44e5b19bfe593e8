import { DomUtils, ElementType, parseDocument } from "htmlparser2";

import type { NewsletterConfig } from "#newsletter/schemas.ts";
import { spoken, spokenForms, spokenTex } from "#newsletter/speech.ts";
import { word } from "#newsletter/words.ts";

/** One part of an issue, ready to be told. */
export interface ReadingPart {
  /** Said first, each a paragraph: title, who wrote, who summarised. */
  readonly opening: readonly string[];
  /** Where what the part tells of stands itself; not said. */
  readonly address?: string;
  /** Portable HTML. */
  readonly html: string;
}

/** What a reading script is made of. */
export interface Reading {
  readonly newsletter: Pick<NewsletterConfig, "language" | "speech" | "words">;
  readonly parts: readonly ReadingPart[];
  /** Said last. */
  readonly end: string;
}

type Node = ReturnType<typeof parseDocument>["children"][number];
type Element = ReturnType<typeof DomUtils.getElementsByTagName>[number];

/**
 * The text for reading an issue aloud, by a person or a program: one paragraph a line, a blank line for a pause, two before the next
 * part. Opinions and quotations tell where they end; figures are told by text and caption, tables row by row; no address is said,
 * they stand after the end.
 */
export function readingScript({ newsletter, parts, end }: Reading): string {
  const forms = spokenForms(newsletter);
  const addresses = new Map<string, string>();
  const told = parts.map(({ opening, address, html }) => {
    if (address !== undefined) addresses.set(address, opening[0] ?? address);
    const teller = new Teller(newsletter, addresses);
    teller.walkAll(parseDocument(html).children);
    return [...opening, ...teller.paragraphs()]
      .map((text) => asSentence(spoken(text, forms)))
      .filter((text) => text !== "")
      .join("\n\n");
  });
  const notes = [...addresses].map(([address, text]) => `${text}: ${address}`);
  return [
    ...told,
    asSentence(spoken(end, forms)),
    ...(notes.length > 0
      ? [`[${word(newsletter, "spokenAddresses")}]\n\n${notes.join("\n")}`]
      : []),
  ]
    .join("\n\n\n")
    .concat("\n");
}

/** A paragraph that ends in a point, so that a voice falls. */
function asSentence(text: string): string {
  return text === "" || /[.!?:;…]["”’»)\]]*$/.test(text) ? text : `${text}.`;
}

const blocks = new Set(
  "p h2 h3 h4 h5 h6 li tr caption figcaption figure pre hr br ul ol table thead tbody blockquote".split(
    " ",
  ),
);

/** Walks portable HTML and gathers what is said, block by block. */
class Teller {
  readonly #done: string[] = [];
  readonly #newsletter: Reading["newsletter"];
  readonly #addresses: Map<string, string>;
  #line = "";

  constructor(newsletter: Reading["newsletter"], addresses: Map<string, string>) {
    this.#newsletter = newsletter;
    this.#addresses = addresses;
  }

  paragraphs(): readonly string[] {
    this.#close();
    return this.#done;
  }

  walkAll(nodes: readonly Node[]): void {
    for (const node of nodes) this.#walk(node);
  }

  #walk(node: Node): void {
    if (node.type === ElementType.Text) this.#line += node.data;
    if (!("attribs" in node)) return;
    const { name, attribs } = node;
    if (blocks.has(name)) this.#close();
    switch (name) {
      case "img":
        this.#picture(attribs["alt"] ?? "", isIn(node, "figure"));
        break;
      case "a":
        this.#link(node.children, attribs["href"], isIn(node, "figure"));
        break;
      case "small":
        this.#note(node.children);
        break;
      case "blockquote":
        this.#quotation(node.children);
        break;
      case "table":
        this.#table(node);
        break;
      case "li":
        this.#item(node);
        break;
      default:
        this.walkAll(node.children);
    }
    if (blocks.has(name)) this.#close();
  }

  #close(): void {
    const text = this.#line.replaceAll(/\s+/g, " ").trim();
    if (text !== "") this.#done.push(text);
    this.#line = "";
  }

  /** A figure by its description; a formula, which is a picture in a line, as its TeX is read. */
  #picture(alt: string, isFigure: boolean): void {
    if (isFigure) {
      this.#close();
      this.#line += `${word(this.#newsletter, "figure")}: ${alt}`;
      this.#close();
    } else this.#line += ` ${spokenTex(alt)} `;
  }

  #link(children: readonly Node[], href: string | undefined, isFigure: boolean): void {
    const before = this.#line.length;
    this.walkAll(children);
    const text = this.#line.slice(before).replaceAll(/\s+/g, " ").trim();
    // The title above a demo's figures leads where they do.
    if (href === undefined || isFigure || text === "" || this.#addresses.has(href)) return;
    this.#addresses.set(href, text);
  }

  #note(children: readonly Node[]): void {
    const before = this.#line;
    this.#line = "";
    this.walkAll(children);
    const said = this.#line.trim().replace(/^\(([^]*)\)$/, "$1");
    this.#line = `${before} (${word(this.#newsletter, "spokenNote")}: ${said}) `;
  }

  /** An opinion under its giver's name, or any quotation, and where it ends. */
  #quotation(children: readonly Node[]): void {
    const first = children.find((node) => "name" in node);
    const isOpinion = first !== undefined && "name" in first && first.name === "h4";
    const said = this.#done.length;
    if (!isOpinion) {
      this.#line = word(this.#newsletter, "quotation");
      this.#close();
    }
    this.walkAll(children);
    this.#close();
    const what = this.#done[said] ?? word(this.#newsletter, "quotation");
    this.#done[said] = `${what}:`;
    this.#done.push(word(this.#newsletter, "endOf", { what }));
  }

  #item(node: Element): void {
    const { parent } = node;
    const isEmpty = DomUtils.textContent(node).trim() === "" && below(node, "img").length === 0;
    if (!isEmpty && parent !== null && "name" in parent && parent.name === "ol") {
      const items = parent.children.filter((one) => "name" in one && one.name === "li");
      this.#line = `${items.indexOf(node) + 1}: `;
    }
    this.walkAll(node.children);
  }

  /** Row by row, each cell after the head of its column. */
  #table(node: Element): void {
    const rows = below(node, "tr");
    for (const caption of below(node, "caption")) this.#walk(caption);
    const [first] = rows;
    const heads =
      first !== undefined && below(first, "td").length === 0
        ? below(first, "th").map((cell) => this.#textOf(cell))
        : [];
    for (const row of heads.length > 0 ? rows.slice(1) : rows) {
      const cells = row.children.flatMap((cell) => ("name" in cell ? [this.#textOf(cell)] : []));
      const said = cells.map((cell, i) => {
        const head = heads[i] ?? "";
        return head === "" || cell === "" ? cell : `${head}: ${cell}`;
      });
      this.#line = said.filter((cell) => cell !== "").join("; ");
      this.#close();
    }
    if (rows.length <= 1 && heads.length > 0) {
      this.#line = heads.join("; ");
      this.#close();
    }
  }

  #textOf(node: Node): string {
    const [before, count] = [this.#line, this.#done.length];
    this.#line = "";
    if ("children" in node) this.walkAll(node.children);
    this.#close();
    const text = this.#done.splice(count).join(" ");
    this.#line = before;
    return text;
  }
}

function below(node: Element, name: string): Element[] {
  return DomUtils.getElementsByTagName(name, node.children);
}

function isIn(node: Node, name: string): boolean {
  const { parent } = node;
  return parent !== null && "name" in parent && (parent.name === name || isIn(parent, name));
}
