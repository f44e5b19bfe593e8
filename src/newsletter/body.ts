import type { MdastNode } from "satteri";

import { isSidenote } from "./directives.ts";
import { type Formula, formulaOf, formulaPath } from "./maths.ts";
import { type Format, nodesOf, parseBody, tagsOf } from "./tree.ts";

/** What the model needs to know of an entry's prose. */
export interface BodyFacts {
  /** Words a reader reads, those in code and in margin notes included. */
  readonly wordCount: number;
  /** Nothing is shown: no word, no picture, no tag. */
  readonly isEmpty: boolean;
  /** Names as written in `:::opinion{by="…"}`, in order, each once. */
  readonly opinionsBy: readonly string[];
  /** The opinions, in order: who gives each, and its words as plain text, a line a paragraph. */
  readonly opinions: readonly { readonly by: string; readonly text: string }[];
  /** Ids as written in `<Demo experiment="…" />` and `<Game experiment="…" />`, in order, each once. */
  readonly experiments: readonly string[];
  /** The formulas, in order, each once. */
  readonly formulas: readonly Formula[];
}

/** Reads the facts from a body's syntax tree, so that what is shown as code counts as words and nothing else. */
export function bodyFacts(body: string, format: Format): BodyFacts {
  return treeFacts(parseBody(body, format));
}

/** The facts of a body that has been parsed already. */
export function treeFacts(tree: MdastNode): BodyFacts {
  const nodes = nodesOf(tree);
  const opinions = nodes.flatMap((node) =>
    node.type === "containerDirective" && node.name === "opinion"
      ? [{ by: node.attributes?.["by"] ?? "", text: node.children.map(textOf).join("\n") }]
      : [],
  );
  const demos = tagsOf(tree).filter(({ name }) => name === "Demo" || name === "Game");
  return {
    wordCount: (textOf(tree).match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.-]*/gu) ?? []).length,
    isEmpty: !nodes.some(isShown),
    opinionsBy: each(opinions.map(({ by }) => by)),
    opinions,
    formulas: formulasIn(nodes),
    experiments: each(demos.map(({ attributes }) => attributes["experiment"] ?? "")),
  };
}

/** The words that a reader reads, block by block, without their marks. */
export function plainBlocks(body: string, format: Format): string[] {
  const tree = parseBody(body, format);
  return "children" in tree ? tree.children.map(textOf) : [];
}

/** The words of each paragraph and heading, wherever it stands. */
export function passages(body: string, format: Format): string[] {
  return nodesOf(parseBody(body, format)).flatMap((node) =>
    node.type === "paragraph" || node.type === "heading" ? [textOf(node)] : [],
  );
}

function formulasIn(nodes: readonly MdastNode[]): Formula[] {
  const found = new Map<string, Formula>();
  for (const node of nodes) {
    if (node.type !== "math" && node.type !== "inlineMath") continue;
    const formula = formulaOf(node);
    found.set(formulaPath(formula), formula);
  }
  return [...found.values()];
}

function each(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== "");
}

function isShown(node: MdastNode): boolean {
  if (isLiteral(node)) return node.value.trim() !== "";
  if (node.type === "html") return node.value.replaceAll(/<!--[\s\S]*?-->/g, "").trim() !== "";
  return ["image", "imageReference", "mdxJsxFlowElement", "mdxJsxTextElement"].includes(node.type);
}

type Literal = Extract<MdastNode, { type: "text" | "inlineCode" | "code" | "inlineMath" | "math" }>;

function isLiteral(node: MdastNode): node is Literal {
  return ["text", "inlineCode", "code", "inlineMath", "math"].includes(node.type);
}

/** Parents whose children stand in one line. */
const phrases = new Set(
  "paragraph heading emphasis strong delete link linkReference tableCell mdxJsxTextElement".split(
    " ",
  ),
);

/** The words of a tree, those of neighbouring blocks kept apart. */
export function textOf(node: Readonly<MdastNode>): string {
  if (isLiteral(node)) return node.value;
  if (node.type === "break") return " ";
  if (!("children" in node)) return "";
  const texts = node.children.map(textOf);
  if (node.type === "textDirective") {
    return isSidenote(node) ? ` ${texts.join("")} ` : `:${node.name}${texts.join("")}`;
  }
  return texts.join(phrases.has(node.type) ? "" : " ");
}
