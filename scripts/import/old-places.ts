import type { MdastNode } from "satteri";

import { fileTarget } from "#newsletter/references.ts";
import { issueSlug } from "#newsletter/slugs.ts";
import { nodesOf, parseBody } from "#newsletter/tree.ts";

import type { Archive } from "./cross-references.ts";

/** Prose whose links and pictures lead to a file or page that only the old site had are their words alone; each is told in `leftOut`. `issue` is the number of the issue it stands in. */
export function withoutOldPlaces(
  text: string,
  issue: number,
  { index, issues }: Pick<Archive, "index" | "issues">,
  leftOut: string[],
): string {
  const slugs = new Set([...issues].map(issueSlug));
  let [done, from] = ["", 0];
  for (const node of nodesOf(parseBody(text, "md"))) {
    if (node.type !== "link" && node.type !== "image") continue;
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    if (start === undefined || end === undefined || start < from) continue;
    if (/^[a-z][a-z\d+.-]*:/i.test(node.url)) continue;
    const target = fileTarget(node.url, issueSlug(issue));
    if (target !== undefined && (index.ids.has(target) || slugs.has(target))) continue;
    const words = node.type === "image" ? (node.alt ?? "") : wordsOf(node, text);
    if (!node.url.startsWith("#")) leftOut.push(`"${node.url}" leads nowhere here; words stay`);
    done += text.slice(from, start) + words;
    from = end;
  }
  return done + text.slice(from);
}

/** What stands between a link's brackets. */
function wordsOf({ children }: Extract<MdastNode, { type: "link" }>, text: string): string {
  const start = children.at(0)?.position?.start.offset;
  const end = children.at(-1)?.position?.end.offset;
  return start === undefined || end === undefined ? "" : text.slice(start, end);
}
