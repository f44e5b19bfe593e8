import type { MdastNode } from "satteri";

import { entryPath, issuePath, rootPath } from "./addresses.ts";
import type { NewsletterConfig } from "./schemas.ts";
import { issueSlug } from "./slugs.ts";
import { nodesOf } from "./tree.ts";

/** A place in the prose that names another issue or entry. */
export interface WrittenReference {
  /** `036` or `036/name-of-the-file`; nothing says that it is there. */
  readonly target: string;
  /** The sentence around it, as plain text. */
  readonly sentence: string;
}

/** What a link names within the newsletter: a file beside or near the one it stands in, `other.md` or `../036/other.md`, or a page of this site; undefined for any other address. `issue` is the slug of the issue the link stands in. */
export function linkTarget(
  url: string,
  issue: string,
  newsletter: Pick<NewsletterConfig, "address">,
): string | undefined {
  return fileTarget(url, issue) ?? pageTarget(url, newsletter);
}

/** The issue or entry that a link to a file names; undefined for any other link. */
export function fileTarget(url: string, issue: string): string | undefined {
  const [, folder = issue, name] =
    /^(?:\.\/|\.\.\/([\w-]+)\/)?([\w-]+)\.mdx?(?:#.*)?$/.exec(url) ?? [];
  if (name === undefined) return undefined;
  return name === "index" ? folder : `${folder}/${name}`;
}

/** Path within the site of an issue or entry. */
export function targetPath(target: string): string {
  return target.includes("/") ? entryPath(target) : issuePath(target);
}

/** The issue or entry whose page on this site an address is; undefined for any other. */
export function pageTarget(
  url: string,
  newsletter: Pick<NewsletterConfig, "address">,
): string | undefined {
  const root = [newsletter.address, rootPath(newsletter)].find((start) => url.startsWith(start));
  if (root === undefined) return undefined;
  const [, issue, entry] =
    /^issues\/([a-z0-9-]+)\/?(?:(?:#|(?<=\/))([a-z0-9-]+)\/?)?(?:#.*)?$/.exec(
      url.slice(root.length),
    ) ?? [];
  return issue !== undefined && entry !== undefined ? `${issue}/${entry}` : issue;
}

/** Finds `AN #36` in text, the prefix as `newsletter.yaml` gives it; undefined where it gives none. */
export function referencePattern({
  references,
}: Pick<NewsletterConfig, "references">): RegExp | undefined {
  if (references === undefined) return undefined;
  // The words before the number may be parted by a line's end.
  const spaced = references.prefix
    .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, String.raw`\s+`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(${spaced})(\d+)`, "gu");
}

/** The addresses of a syntax tree's links, in order. */
export function linksIn(tree: MdastNode): string[] {
  return nodesOf(tree).flatMap((node) => (node.type === "link" ? [node.url] : []));
}

/** Every reference of a syntax tree to an issue or entry of the newsletter, in order. */
export function referencesIn(
  tree: MdastNode,
  issue: string,
  newsletter: Pick<NewsletterConfig, "address" | "references">,
): WrittenReference[] {
  const pattern = referencePattern(newsletter);
  return nodesOf(tree).flatMap((node) => {
    if (!["paragraph", "heading", "tableCell"].includes(node.type)) return [];
    const { text, links } = lineOf(node);
    const named = [
      ...links.flatMap(({ url, at }) => {
        const target = linkTarget(url, issue, newsletter);
        return target === undefined ? [] : [{ target, at }];
      }),
      ...(pattern === undefined ? [] : [...text.matchAll(pattern)]).flatMap((match) =>
        links.some(({ at, end }) => match.index >= at && match.index < end)
          ? []
          : [{ target: issueSlug(Number(match[2])), at: match.index }],
      ),
    ];
    return named
      .toSorted((a, b) => a.at - b.at)
      .map(({ target, at }) => ({ target, sentence: sentenceAt(text, at) }));
  });
}

interface Line {
  readonly text: string;
  readonly links: readonly { readonly url: string; readonly at: number; readonly end: number }[];
}

/** The text of a block with the places of its links. */
function lineOf(node: MdastNode): Line {
  if (node.type === "text" || node.type === "inlineCode") return { text: node.value, links: [] };
  if (node.type === "break") return { text: " ", links: [] };
  if (!("children" in node)) return { text: "", links: [] };
  let text = "";
  const links: Line["links"][number][] = [];
  for (const child of node.children) {
    const part = lineOf(child);
    const at = text.length;
    links.push(...part.links.map((link) => ({ ...link, at: link.at + at, end: link.end + at })));
    text += part.text;
    if (child.type === "link") links.push({ url: child.url, at, end: text.length });
  }
  return { text, links };
}

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

/** The sentence of a text around a place in it, in one line; a point after `e.g.` and the like ends none. */
function sentenceAt(text: string, at: number): string {
  const flat = text.replaceAll("\n", " ");
  let [start, said] = [0, ""];
  for (const { segment, index } of sentences.segment(flat)) {
    if (said === "") start = index;
    said += segment;
    if (/\b(?:e\.g|i\.e|et al|cf|vs|Fig|Eq|Sec|No)\.\s*$/.test(said)) continue;
    if (at < index + segment.length && at >= start) break;
    said = "";
  }
  return (said === "" ? flat : said).replaceAll(/\s+/g, " ").trim();
}
