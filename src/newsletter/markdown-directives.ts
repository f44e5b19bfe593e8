import { defineMdastPlugin, type MdastPluginDefinition } from "satteri";

import { isMisnamed, isSidenote, unknownDirective } from "./directives.ts";
import type { MarkdownSettings } from "./markdown.ts";
import { peopleByName } from "./people.ts";
import { noteId, sidenote } from "./sidenotes.ts";
import { word } from "./words.ts";

/** `:::opinion{by="…"}` becomes a section that opens with the person's name; `:sidenote[…]` a note that folds. Colons in plain text stay text. */
export function directives({ people, newsletter }: MarkdownSettings): MdastPluginDefinition {
  const find = peopleByName(people);
  return defineMdastPlugin({
    name: "retort-directives",
    options: { position: true },
    containerDirective(node, context) {
      if (node.name !== "opinion") throw new Error(unknownDirective(":::", node.name));
      const by = node.attributes?.["by"] ?? "";
      const name = find(by)?.name ?? by;
      context.prependChild(node, {
        type: "paragraph",
        data: { hProperties: { className: ["opinion-by"] } },
        children: [{ type: "text", value: word(newsletter, "opinionOf", { name }) }],
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
      if (isSidenote(node)) {
        context.replaceNode(node, sidenote(node.children, noteId(context), newsletter));
        return;
      }
      if (isMisnamed(node)) throw new Error(unknownDirective(":", node.name));
      const { start, end } = node.position ?? {};
      const value =
        start?.offset === undefined
          ? `:${node.name}`
          : context.source.slice(start.offset, end?.offset);
      context.replaceNode(node, { type: "text", value });
    },
  });
}
