import {
  defineMdastPlugin,
  type MdastNode,
  type MdastPluginDefinition,
  type MdastVisitorContext,
} from "satteri";

import { absolute, issuePath, sitePath } from "./addresses.ts";
import type { MarkdownSettings } from "./markdown.ts";
import { issueSlug } from "./slugs.ts";

/** `AN #36` becomes a link: to this site's issue of that number, else to where `newsletter.yaml` says it stands. What is in a link already stays as it is. */
export function references(settings: MarkdownSettings): MdastPluginDefinition {
  const { prefix } = settings.newsletter.references ?? {};
  if (prefix === undefined) return defineMdastPlugin({ name: "retort-references" });
  // The words before the number may be parted by a line's end.
  const spaced = escaped(prefix).replaceAll(/\s+/g, String.raw`\s+`);
  const pattern = new RegExp(String.raw`(?<![\p{L}\p{N}])(${spaced})(\d+)`, "gu");
  return defineMdastPlugin({
    name: "retort-references",
    text(node, context) {
      const found = [...node.value.matchAll(pattern)];
      if (found.length === 0 || isInLink(node, context)) return;
      let end = 0;
      const pieces = found.flatMap((match) => {
        const before = node.value.slice(end, match.index);
        end = match.index + match[0].length;
        const url = referenceAddress(settings, Number(match[2]));
        return [
          ...(before === "" ? [] : [{ type: "text" as const, value: before }]),
          { type: "link" as const, url, children: [{ type: "text" as const, value: match[0] }] },
        ];
      });
      const rest = node.value.slice(end);
      context.replaceNode(
        node,
        rest === "" ? pieces : [...pieces, { type: "text" as const, value: rest }],
      );
    },
  });
}

/** Whether a node stands in a link, written in Markdown, as a tag, or as plain HTML. */
function isInLink(node: MdastNode, context: MdastVisitorContext): boolean {
  const parent = context.parent(node);
  if (parent === undefined) return false;
  if (parent.type === "link" || parent.type === "linkReference") return true;
  if ("name" in parent && parent.name === "a") return true;
  const before = parent.children.slice(0, context.indexOf(node));
  return openAnchors(before) > 0 || isInLink(parent, context);
}

/** HTML anchors that are opened and not closed among these nodes. */
function openAnchors(nodes: readonly MdastNode[]): number {
  const html = nodes.flatMap((node) => (node.type === "html" ? [node.value] : [])).join("");
  const count = (pattern: RegExp): number => html.match(pattern)?.length ?? 0;
  return count(/<a[\s>]/gi) - count(/<\/a\s*>/gi);
}

/** Where issue `number` of the newsletter stands. */
function referenceAddress({ newsletter, issues }: MarkdownSettings, number: number): string {
  const slug = issueSlug(number);
  if (issues.includes(slug)) return sitePath(newsletter, issuePath(slug));
  const { references: settings } = newsletter;
  return (
    settings?.addresses[String(number)] ?? settings?.otherwise ?? absolute(newsletter, "archive/")
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
