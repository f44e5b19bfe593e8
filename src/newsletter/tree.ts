import { type MdastNode, markdownToMdast, mdxToMdast } from "satteri";

/** How a body is written: plain Markdown, or MDX with tags and braces. */
export type Format = "md" | "mdx";

/** The format that a file's name says. */
export function formatOf(file: string): Format {
  return file.endsWith(".mdx") ? "mdx" : "md";
}

/** What the prose may use beyond CommonMark; the site and the checks read it alike. */
export const markdownFeatures = {
  directive: true,
  // A single dollar is money.
  math: { singleDollarTextMath: false },
} as const;

/** The syntax tree of a body; MDX that cannot be read throws an error whose message opens with `line:column:`. */
export function parseBody(body: string, format: Format): MdastNode {
  const features = { ...markdownFeatures, frontmatter: false };
  return format === "mdx" ? mdxToMdast(body, { features }) : markdownToMdast(body, { features });
}

/** A node and everything under it, in reading order. */
export function nodesOf(node: MdastNode): MdastNode[] {
  return "children" in node ? [node, ...node.children.flatMap(nodesOf)] : [node];
}

/** Line of the body on which a node begins, from 1. */
export function lineOf(node: MdastNode): number {
  return node.position?.start.line ?? 1;
}

/** A tag as an author wrote it; an attribute without a value, or with a computed one, is undefined. */
export interface WrittenTag {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/** The tags of a tree that begin with a capital, in order. */
export function tagsOf(tree: MdastNode): WrittenTag[] {
  return nodesOf(tree).flatMap((node) => {
    if (node.type !== "mdxJsxFlowElement" && node.type !== "mdxJsxTextElement") return [];
    if (node.name === null || !/^\p{Lu}/u.test(node.name)) return [];
    const attributes = node.attributes.flatMap((attribute) =>
      attribute.type === "mdxJsxAttribute"
        ? [[attribute.name, literal(attribute.value)] as const]
        : [],
    );
    return [{ name: node.name, line: lineOf(node), attributes: Object.fromEntries(attributes) }];
  });
}

/** What an attribute says, whether in quotes or as a string between braces. */
function literal(value: { readonly value: string } | string | null | undefined) {
  if (typeof value === "string") return value;
  const [, double, single] = /^\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*$/.exec(value?.value ?? "") ?? [];
  return double ?? single;
}
