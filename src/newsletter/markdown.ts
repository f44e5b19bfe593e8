import { defineMdastPlugin, type MdastPluginDefinition } from "satteri";

import { absolute, issuePath, sitePath } from "./addresses.ts";
import { issueSlug } from "./check.ts";
import { unknownDirective } from "./directives.ts";
import { peopleByName } from "./people.ts";
import type { NewsletterConfig, People } from "./schemas.ts";

export interface MarkdownSettings {
  readonly newsletter: Pick<NewsletterConfig, "address" | "references" | "words">;
  readonly people: People;
  /** Slugs of the issues of this site. */
  readonly issues: readonly string[];
}

/** What the prose may say beyond plain Markdown, in `.md` and `.mdx` alike. */
export function markdownPlugins(settings: MarkdownSettings): MdastPluginDefinition[] {
  return [directives(settings), references(settings)];
}

/** `:::opinion{by="…"}` becomes a section that opens with the person's name; `:sidenote[…]` a small aside. Colons in plain text stay text. */
function directives({ people, newsletter }: MarkdownSettings): MdastPluginDefinition {
  const find = peopleByName(people);
  const template = newsletter.words?.["opinionOf"] ?? "{name}’s opinion";
  return defineMdastPlugin({
    name: "retort-directives",
    containerDirective(node, context) {
      if (node.name !== "opinion") throw new Error(unknownDirective(":::", node.name));
      const by = node.attributes?.["by"] ?? "";
      const name = find(by)?.name ?? by;
      context.prependChild(node, {
        type: "paragraph",
        data: { hProperties: { className: ["opinion-by"] } },
        children: [{ type: "text", value: template.replace("{name}", name) }],
      });
      context.setProperty(node, "data", {
        hName: "section",
        hProperties: { className: ["opinion"] },
      });
    },
    leafDirective(node) {
      throw new Error(unknownDirective("::", node.name));
    },
    textDirective(node, context) {
      if (node.name === "sidenote") {
        context.setProperty(node, "data", {
          hName: "small",
          hProperties: { className: ["sidenote"] },
        });
        return;
      }
      context.replaceNode(node, [{ type: "text", value: `:${node.name}` }, ...node.children]);
    },
  });
}

/** `AN #36` becomes a link: to this site's issue of that number, else to where `newsletter.yaml` says it stands. */
function references({ newsletter, issues }: MarkdownSettings): MdastPluginDefinition {
  const { references: settings } = newsletter;
  return defineMdastPlugin({
    name: "retort-references",
    text(node, context) {
      if (settings === undefined || context.parent(node)?.type === "link") return;
      const pieces = node.value.split(new RegExp(`(${escaped(settings.prefix)}\\d+)`));
      if (pieces.length === 1) return;
      context.replaceNode(
        node,
        pieces.map((value, i) =>
          i % 2 === 0
            ? { type: "text" as const, value }
            : {
                type: "link" as const,
                url: referenceAddress(newsletter, issues, Number(value.slice(settings.prefix.length))),
                children: [{ type: "text" as const, value }],
              },
        ),
      );
    },
  });
}

/** Where issue `number` of the newsletter stands. */
export function referenceAddress(
  newsletter: Pick<NewsletterConfig, "address" | "references">,
  issues: readonly string[],
  number: number,
): string {
  const slug = issueSlug(number);
  if (issues.includes(slug)) return sitePath(newsletter, issuePath(slug));
  const { references: settings } = newsletter;
  return settings?.addresses?.[String(number)] ?? settings?.otherwise ?? absolute(newsletter, "archive/");
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
