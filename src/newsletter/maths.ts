import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { ElementType, parseDocument } from "htmlparser2";
import temml from "temml";

import { oneLine } from "./front-matter.ts";

/** A formula as an author wrote it. */
export interface Formula {
  /** LaTeX, without the dollars. */
  readonly tex: string;
  /** In lines of its own; else within a line of text. */
  readonly isDisplay: boolean;
}

/** The formula of a node of Markdown's tree. */
export function formulaOf({
  type,
  value,
}: {
  readonly type: "math" | "inlineMath";
  readonly value: string;
}): Formula {
  return { tex: value, isDisplay: type === "math" };
}

/** Path within the site of a formula's picture, for where MathML is not shown; the same formula has the same one in every issue. */
export function formulaPath({ tex, isDisplay }: Formula): string {
  const print = bytesToHex(sha256(utf8ToBytes(`${isDisplay ? "display" : "inline"} ${tex}`)));
  return `formulas/${print.slice(0, 16)}.png`;
}

/** Whether an address is that of a formula's picture, whose alternative text is its TeX. */
export function isFormulaPicture(address: string): boolean {
  return /\/formulas\/[0-9a-f]{16}\.png$/.test(address);
}

/** Why a formula cannot be shown, in words for its author; undefined where it can. */
export function formulaProblem(formula: Formula): string | undefined {
  try {
    mathml(formula);
    return undefined;
  } catch (error) {
    // The library underlines the place in a second copy of the formula.
    const [reason = ""] = oneLine(error instanceof Error ? error.message : String(error))
      .replaceAll("\u0332", "")
      .split(/ at (?:position|end of input)\b/);
    return `${reason.replace(/:$/, "")} in $$${oneLine(formula.tex)}$$; write it as LaTeX does`;
  }
}

/** A node of a formula's MathML: an element, or the text in one. */
export type MathNode =
  | { readonly kind: "text"; readonly text: string }
  | {
      readonly kind: "element";
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      readonly children: readonly MathNode[];
    };

/** The formula as Presentation MathML, its TeX kept as an annotation; throws for TeX that is none. */
export function mathmlTree(formula: Formula): MathNode[] {
  return parseDocument(mathml(formula)).children.flatMap(mathNode);
}

type Parsed = ReturnType<typeof parseDocument>["children"][number];

function mathNode(node: Parsed): MathNode[] {
  if (node.type === ElementType.ElementType.Text) return [{ kind: "text", text: node.data }];
  if (!("attribs" in node)) return [];
  // The pages' policy allows no style in an attribute; classes say the same.
  const { style: _, ...attributes } = node.attribs;
  return [
    { kind: "element", name: node.name, attributes, children: node.children.flatMap(mathNode) },
  ];
}

function mathml({ tex, isDisplay }: Formula): string {
  return temml.renderToString(tex, { displayMode: isDisplay, annotate: true, throwOnError: true });
}
