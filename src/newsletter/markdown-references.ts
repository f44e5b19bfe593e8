import {
  defineMdastPlugin,
  type MdastNode,
  type MdastPluginDefinition,
  type MdastVisitorContext,
} from "satteri";

import { absolute, languageRoot, sitePath } from "./addresses.ts";
import type { MarkdownSettings } from "./markdown.ts";
import { fileTarget, referencePattern, targetPath } from "./references.ts";
import { issueSlug } from "./slugs.ts";

/** `AN #36` becomes a link: to this site's issue of that number, in the language of the prose where it has one, else to where `newsletter.yaml` says it stands. What is in a link already stays as it is. A link to another entry's file leads to its page; where that is not shown, only its words stay. */
export function references(settings: MarkdownSettings): MdastPluginDefinition {
  const pattern = referencePattern(settings.newsletter);
  return defineMdastPlugin({
    name: "retort-references",
    link(node, context) {
      const [, issue = ""] =
        /\/issues\/([^/]+)\/[^/]+$/.exec(context.fileURL?.pathname ?? "") ?? [];
      const target = fileTarget(node.url, issue);
      if (target === undefined) return;
      if (isShown(target, settings)) {
        context.setProperty(node, "url", pageOf(target, settings));
      } else {
        context.replaceNode(node, node.children);
      }
    },
    text(node, context) {
      const found = pattern === undefined ? [] : [...node.value.matchAll(pattern)];
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

/** Path of the page of an issue or entry: of its translation into the language of the prose, where there is one. */
function pageOf(target: string, { newsletter, translations = [] }: MarkdownSettings): string {
  const { language } = newsletter;
  const isTranslated = translations.some(
    (one) => one.target === target && one.language === language,
  );
  return sitePath(
    newsletter,
    languageRoot(isTranslated ? language : undefined) + targetPath(target),
  );
}

/** Whether this build has a page for an issue or entry. */
function isShown(target: string, { issues, drafts = [] }: MarkdownSettings): boolean {
  return issues.includes(target.split("/")[0] ?? "") && !drafts.includes(target);
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
function referenceAddress(settings: MarkdownSettings, number: number): string {
  const slug = issueSlug(number);
  if (settings.issues.includes(slug)) return pageOf(slug, settings);
  const { references: named } = settings.newsletter;
  return (
    named?.addresses[String(number)] ??
    named?.otherwise ??
    absolute(settings.newsletter, "archive/")
  );
}
