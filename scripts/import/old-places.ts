import type { MdastNode } from "satteri";

import { fileTarget } from "#newsletter/references.ts";
import { issueSlug } from "#newsletter/slugs.ts";
import { nodesOf, parseBody } from "#newsletter/tree.ts";

import type { Archive } from "./cross-references.ts";
import { type Edit, edited } from "./edited.ts";

/** Prose whose links and pictures lead to a file or page that only the old site had are their words alone; each is told in `leftOut`. `issue` is the number of the issue it stands in. */
export function withoutOldPlaces(
  text: string,
  issue: number,
  { index, issues }: Pick<Archive, "index" | "issues">,
  leftOut: string[],
): string {
  const slugs = new Set([...issues].map(issueSlug));
  const changes = nodesOf(parseBody(text, "md")).flatMap((node): Edit[] => {
    if (node.type !== "link" && node.type !== "image") return [];
    if (/^[a-z][a-z\d+.-]*:/i.test(node.url)) return [];
    const target = fileTarget(node.url, issueSlug(issue));
    if (target !== undefined && (index.ids.has(target) || slugs.has(target))) return [];
    if (!node.url.startsWith("#")) leftOut.push(`"${node.url}" leads nowhere here; words stay`);
    return wordsAlone(node);
  });
  return edited(text, changes);
}

/** Leaves of a picture its description, of a link what stands between its brackets, which may be a picture. */
function wordsAlone(node: Extract<MdastNode, { type: "link" | "image" }>): Edit[] {
  const [start, end] = [node.position?.start.offset, node.position?.end.offset];
  if (start === undefined || end === undefined) return [];
  if (node.type === "image") return [{ start, end, text: node.alt ?? "" }];
  const first = node.children.at(0)?.position?.start.offset ?? end;
  const last = node.children.at(-1)?.position?.end.offset ?? end;
  return [
    { start, end: first, text: "" },
    { start: last, end, text: "" },
  ];
}
