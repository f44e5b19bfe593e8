import type { MdastNode } from "satteri";
import { markdownToHtml } from "satteri";

import { bodyProblems } from "#newsletter/body-problems.ts";
import { nodesOf, parseBody } from "#newsletter/tree.ts";

import { type Edit, edited } from "./edited.ts";
import { htmlMarkdown } from "./html-markdown.ts";

/** Foreign Markdown without HTML but raised and lowered letters: what else there is becomes Markdown or, where it could run or load, nothing. */
export function withoutHtml(text: string): string {
  const trimmed = withoutWordTags(text.trim());
  return nodesOf(parseBody(trimmed, "md")).some(isForeign)
    ? htmlMarkdown(markdownToHtml(trimmed).html)
    : trimmed;
}

/** Elements that stand without an end tag (HTML, 13.1.2 and 13.1.2.4). */
const endless = new Set(
  "area base br col embed hr img input link meta param source track wbr p li dt dd td th tr thead tbody tfoot caption option html head body".split(
    " ",
  ),
);

/** Words in angle brackets that only look like tags, as in "from <state> to <action>", spelled as words: no attribute, no end. */
function withoutWordTags(text: string): string {
  const lower = text.toLowerCase();
  if (!/<[a-z]/.test(lower)) return text;
  const changes = nodesOf(parseBody(text, "md")).flatMap((node): Edit[] => {
    const start = node.position?.start.offset;
    if (node.type !== "html" || start === undefined) return [];
    const word = [...node.value.matchAll(/<([a-z][\w-]*)\s*>/gi)].find(([, name = ""]) => {
      const tag = name.toLowerCase();
      return !endless.has(tag) && !lower.includes(`</${tag}`);
    });
    if (word === undefined || !text.startsWith(word[0], start + word.index)) return [];
    const at = start + word.index;
    // Within a block of HTML a backslash stands for itself.
    return [{ start: at, end: at + 1, text: word.index === 0 ? String.raw`\<` : "&lt;" }];
  });
  return changes.length === 0 ? text : withoutWordTags(edited(text, changes));
}

/** Foreign Markdown as prose of this newsletter: it says the same, and reads alike in `.md` and `.mdx`. */
export function safeProse(text: string): string {
  let prose = withoutFences(withoutHtml(text));
  // Escaping one thing can show another, such as a tag that was hidden in a code block.
  for (let round = 0; round < 4; round += 1) {
    const next = edited(
      prose,
      nodesOf(parseBody(prose, "md")).flatMap((node) => edits(node, prose)),
    );
    if (next === prose) break;
    prose = next;
  }
  return isSound(prose.trim()) ? prose.trim() : spelledOut(text);
}

/** Prose without the marks that `safeProse` added; what stands in code stays. */
export function plainSource(prose: string): string {
  const changes = nodesOf(parseBody(prose, "md")).flatMap((node): Edit[] => {
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    if (node.type !== "text" || start === undefined || end === undefined) return [];
    const text = prose.slice(start, end).replaceAll(/\\([{}<:])/g, "$1");
    return [
      {
        start,
        end,
        text: text.replace(/^&#105;(?=mport\b)/, "i").replace(/^&#101;(?=xport\b)/, "e"),
      },
    ];
  });
  return edited(prose, changes);
}

/** Whether prose reads alike in both formats, by itself and within an opinion with more after it. */
function isSound(prose: string): boolean {
  const within = `:::opinion{by="x"}\n${prose}\n:::\n\nafter\n`;
  return (["md", "mdx"] as const).every((format) => {
    if (bodyProblems(prose, format).length > 0 || bodyProblems(within, format).length > 0) {
      return false;
    }
    const tree = parseBody(within, format);
    const kinds = "children" in tree ? tree.children.map(({ type }) => type) : [];
    return kinds.join(" ") === "containerDirective paragraph";
  });
}

function isForeign(node: MdastNode): boolean {
  return node.type === "html" && !/^<\/?su[bp]>$/.test(node.value);
}

/** What must change in a node for MDX to read it as Markdown does, and for the page to hold no headings but its own. */
function edits(node: MdastNode, source: string): Edit[] {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined) return [];
  const text = source.slice(start, end);
  if (node.type === "text") return hostileMarks(text).map((at) => mark(start + at));
  if (node.type === "link") return linkEdits(node, { start, end, text });
  if (node.type === "image") {
    return [{ start, end, text: node.alt === "" ? "" : `[${node.alt ?? ""}](${node.url})` }];
  }
  if (node.type === "textDirective") return node.children.length > 0 ? [mark(start)] : [];
  if (node.type === "leafDirective" || node.type === "containerDirective") return [mark(start)];
  if (node.type === "heading" && !text.startsWith("####")) {
    return [{ start, end, text: `#### ${headingText(text)}` }];
  }
  if (node.type === "code") return codeEdits(node.value, { start, end, text });
  if (node.type === "paragraph" && /^(?:import|export)\b/.test(text)) {
    return [{ start, end: start + 1, text: text.startsWith("i") ? "&#105;" : "&#101;" }];
  }
  return [];
}

/** An indented block gets fences, and fences that are left open are closed. */
function codeEdits(code: string, { start, end, text }: Edit): Edit[] {
  const [fence] = /^(?:`{3,}|~{3,})/.exec(text) ?? [];
  if (fence === undefined) return [{ start, end, text: `\`\`\`\n${code}\n\`\`\`` }];
  const last = text.trimEnd().split("\n").slice(1).at(-1)?.trim() ?? "";
  const isClosed = last.startsWith(fence) && last.replaceAll(fence.charAt(0), "") === "";
  return isClosed ? [] : [{ start: end, end, text: `\n${fence}` }];
}

/** A backslash before what stands there. */
function mark(start: number): Edit {
  return { start, end: start, text: "\\" };
}

/** Places of braces and angle brackets that no backslash stands before. */
function hostileMarks(text: string): number[] {
  return [...text.matchAll(/(\\*)[{}<]/g)]
    .filter(([, slashes = ""]) => slashes.length % 2 === 0)
    .map((match) => match.index + match[0].length - 1);
}

/** Addresses between `<` and `>` are written out; a link that is none of the web, of mail or of a file beside this one is its words alone. */
function linkEdits(node: Extract<MdastNode, { type: "link" }>, { start, end, text }: Edit): Edit[] {
  if (text.startsWith("<")) {
    return [{ start, end, text: `[${text.slice(1, -1)}](${node.url})` }];
  }
  if (/^(?:https?:|mailto:|\.{0,2}\/|[\w-]+\.mdx?$)/i.test(node.url)) return [];
  const [first, last] = [node.children.at(0), node.children.at(-1)];
  const [from, to] = [first?.position?.start.offset, last?.position?.end.offset];
  return [
    {
      start,
      end,
      text: from === undefined || to === undefined ? "" : text.slice(from - start, to - start),
    },
  ];
}

/** The words of a heading, of either form. */
function headingText(text: string): string {
  return text
    .replace(/\n[ \t]*(?:=+|-+)[ \t]*$/, "")
    .replace(/^#+[ \t]*/, "")
    .replaceAll(/\s*\n\s*/g, " ");
}

/** A text whose every mark stands for itself. */
function spelledOut(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim().replaceAll(/[!-/;-@[-`{-~]/g, String.raw`\$&`));
  return withoutFences(lines.join("\n").trim());
}

/** Lines that begin with two colons or more, which would open or close a directive, as plain ones. */
function withoutFences(text: string): string {
  return text.replaceAll(/^([ \t>]*)(?=::)/gm, "$1\\");
}
