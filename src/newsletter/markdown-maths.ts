import { defineMdastPlugin, type MdastPluginDefinition } from "satteri";

import { blockElement, type Inline, inlineElement, textNode } from "./elements.ts";
import { type Formula, formulaOf, type MathNode, mathmlTree } from "./maths.ts";
import type { NewsletterConfig } from "./schemas.ts";
import { word } from "./words.ts";

/** `$$…$$` becomes MathML: within a line, or in lines of its own, where it scrolls in a box that the keyboard reaches. */
export function maths(newsletter: Pick<NewsletterConfig, "words">): MdastPluginDefinition {
  return defineMdastPlugin({
    name: "retort-maths",
    inlineMath(node, context) {
      context.replaceNode(node, elements(formulaOf(node)));
    },
    math(node, context) {
      const label = word(newsletter, "formula");
      const box = { class: "formula", tabindex: "0", role: "group", "aria-label": label };
      context.replaceNode(node, blockElement("div", box, elements(formulaOf(node))));
    },
  });
}

function elements(formula: Formula): Inline[] {
  return mathmlTree(formula).map(element);
}

function element(node: MathNode): Inline {
  return node.kind === "text"
    ? textNode(node.text)
    : inlineElement(node.name, node.attributes, node.children.map(element));
}
