import {
  defineMdastPlugin,
  type MdastPluginDefinition,
  type MdastPluginInstance,
  type MdastVisitorContext,
} from "satteri";

import { absolute, issuePath, sitePath } from "./addresses.ts";
import { issueSlug } from "./check.ts";
import { peopleByName } from "./people.ts";
import type { NewsletterConfig, People } from "./schemas.ts";
import { word } from "./words.ts";

/** What may stand within a line. */
type Inline = Parameters<NonNullable<MdastPluginInstance["textDirective"]>>[0]["children"][number];

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

/** `:::opinion{by="…"}` becomes a section that opens with the person's name; `:sidenote[…]` a note that folds. Colons in plain text stay text. */
function directives({ people, newsletter }: MarkdownSettings): MdastPluginDefinition {
  const find = peopleByName(people);
  const template = word(newsletter, "opinionOf");
  return defineMdastPlugin({
    name: "retort-directives",
    containerDirective(node, context) {
      if (node.name !== "opinion") throw unknownDirective(":::", node.name);
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
      throw unknownDirective("::", node.name);
    },
    textDirective(node, context) {
      if (node.name === "sidenote") {
        context.replaceNode(node, sidenote(node.children, noteId(context), newsletter));
        return;
      }
      context.replaceNode(node, [{ type: "text", value: `:${node.name}` }, ...node.children]);
    },
  });
}

/** A note's id: its number in the document, with the file's name, since an issue's page holds many documents. */
function noteId({ data, fileURL }: MdastVisitorContext): string {
  const notes = typeof data["notes"] === "number" ? data["notes"] + 1 : 1;
  data["notes"] = notes;
  const [, file = "text"] = /([^/]+)\.mdx?$/.exec(fileURL?.pathname ?? "") ?? [];
  return `note-${file}-${notes}`;
}

/** The number to press, the state it toggles, and the note in brackets, which are for where styles do not reach. A popover keeps the state, so that the note unfolds in its line without script. */
function sidenote(
  children: readonly Inline[],
  id: string,
  newsletter: MarkdownSettings["newsletter"],
): Inline[] {
  const label = word(newsletter, "note");
  return [
    element("button", {
      type: "button",
      class: "note-mark",
      popovertarget: id,
      "aria-label": label,
    }),
    element("span", { class: "note-state", popover: "manual", id }),
    element("small", { class: "sidenote", role: "note", "aria-label": label }, [
      element("span", { class: "bracket" }, [{ type: "text", value: " (" }]),
      ...children,
      element("span", { class: "bracket" }, [{ type: "text", value: ")" }]),
    ]),
  ];
}

/** An element of plain HTML within a line; Markdown's tree has no node of its own for it. */
function element(
  hName: string,
  hProperties: Readonly<Record<string, string>>,
  children: Inline[] = [],
): Inline {
  return { type: "emphasis", data: { hName, hProperties }, children };
}

function unknownDirective(colons: string, name: string): Error {
  return new Error(
    `"${colons}${name}" is not a directive; there are :::opinion{by="…"} and :sidenote[…]`,
  );
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
                url: referenceAddress(
                  newsletter,
                  issues,
                  Number(value.slice(settings.prefix.length)),
                ),
                children: [{ type: "text" as const, value }],
              },
        ),
      );
    },
  });
}

/** Where issue `number` of the newsletter stands. */
function referenceAddress(
  newsletter: Pick<NewsletterConfig, "address" | "references">,
  issues: readonly string[],
  number: number,
): string {
  const slug = issueSlug(number);
  if (issues.includes(slug)) return sitePath(newsletter, issuePath(slug));
  const { references: settings } = newsletter;
  return (
    settings?.addresses?.[String(number)] ?? settings?.otherwise ?? absolute(newsletter, "archive/")
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
