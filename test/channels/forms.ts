/** What a channel says of an issue and where it leads, whatever it is written in, read by parsers that write none of it. */
import { DomUtils, ElementType, parseDocument } from "htmlparser2";
import { type MdastNode, markdownToMdast } from "satteri";

import { htmlElements } from "./feed-files.ts";
import { plain } from "./truth.ts";

export interface Form {
  /** With whitespace and typographers' marks as in the truth. */
  readonly text: string;
  readonly links: ReadonlySet<string>;
}

export function joined(forms: readonly Form[]): Form {
  return {
    text: forms.map(({ text }) => text).join(" "),
    links: new Set(forms.flatMap(({ links }) => [...links])),
  };
}

/** Elements after which words do not run on. */
const blocks = new Set(
  "p div section article aside header footer main nav h1 h2 h3 h4 h5 h6 ul ol li blockquote pre figure figcaption table thead tbody tr td th dl dt dd details summary br hr caption button label".split(
    " ",
  ),
);
const unsaid = new Set(["script", "style", "template", "head"]);

/** What HTML says and where it leads; `base` is where it stands. */
export function ofHtml(html: string, base?: string): Form {
  const links = htmlElements(html).flatMap(({ name, attribs: { href, id } }) => [
    // What stands here leads nowhere; its address is this page's.
    ...(id === undefined || base === undefined ? [] : [`${base}#${id}`]),
    ...(name === "a" && href !== undefined
      ? [base !== undefined && URL.canParse(href, base) ? new URL(href, base).href : href]
      : []),
  ]);
  return { text: plain(words(parseDocument(html))), links: new Set(links) };
}

/** The captions of a page's figures. */
export function captionsIn(html: string): string[] {
  return htmlElements(html)
    .filter(({ name }) => name === "figcaption")
    .map((caption) => plain(DomUtils.textContent(caption)));
}

type Node = ReturnType<typeof parseDocument>["children"][number] | ReturnType<typeof parseDocument>;

function words(node: Node): string {
  if ("data" in node) return node.type === ElementType.Text ? node.data : "";
  if (!("children" in node)) return "";
  if ("name" in node && unsaid.has(node.name)) return "";
  const inner = node.children.map(words).join("");
  return "name" in node && blocks.has(node.name) ? ` ${inner} ` : inner;
}

/** What a text says and where it leads; the marks and numbers of its links and its quotations left out. */
export function ofText(text: string): Form {
  const said = text.replaceAll(/^> ?/gm, "").replaceAll(/\s*\[\d+\]/g, "");
  return {
    text: plain(said),
    links: new Set(text.match(/https?:\/\/[^\s>]+/g)),
  };
}

/** What Markdown says and where it leads; its front matter and its formulas left out. */
export function ofMarkdown(text: string): Form {
  const body = text.replace(/^---\n[^]*?\n---\n/, "");
  const links = new Set<string>();
  const said = (node: MdastNode): string => {
    if (node.type === "link") links.add(node.url);
    if (node.type === "text" || node.type === "inlineCode") return node.value;
    if (node.type === "code") return ` ${node.value} `;
    if (!("children" in node)) return " ";
    const inner = node.children.map(said).join("");
    return inLines.has(node.type) ? inner : ` ${inner} `;
  };
  const tree = markdownToMdast(body, {
    features: { frontmatter: false, math: { singleDollarTextMath: false } },
  });
  return { text: plain(said(tree)), links };
}

/** Nodes after which words run on. */
const inLines = new Set(["emphasis", "strong", "delete", "link", "html"]);
