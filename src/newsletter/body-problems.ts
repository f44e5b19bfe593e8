import type { MdastNode } from "satteri";

import { isMisnamed, unknownDirective } from "./directives.ts";
import { oneLine } from "./front-matter.ts";
import { formulaOf, formulaProblem } from "./maths.ts";
import { suggestion } from "./suggestion.ts";
import { tags } from "./tags.ts";
import { type Format, lineOf, nodesOf, parseBody, tagsOf } from "./tree.ts";

export interface BodyProblem {
  /** Line of the body, from 1. */
  readonly line: number;
  /** Field, what is wrong, how to mend it: one line. */
  readonly text: string;
  /** The body cannot be read at all. */
  readonly isFatal?: true;
}

/** What a body gets wrong by itself, whatever stands in other files; never throws. */
export function bodyProblems(body: string, format: Format): BodyProblem[] {
  const tree = parsed(body, format);
  if ("isFatal" in tree) return [tree];
  const hasImports = nodesOf(tree).some(({ type }) => type === "mdxjsEsm");
  return [
    ...nodesOf(tree).flatMap((node) =>
      [
        ...directiveProblems(node, body),
        ...(hasImports ? [] : braceProblems(node)),
        ...htmlProblems(node),
        ...mathsProblems(node),
      ].map((text) => ({ line: lineOf(node), text })),
    ),
    ...tagProblems(tree, hasImports),
  ];
}

function parsed(
  body: string,
  format: Format,
): MdastNode | (BodyProblem & { readonly isFatal: true }) {
  try {
    return parseBody(body, format);
  } catch (error) {
    const message = oneLine(error instanceof Error ? error.message : String(error));
    const [, line = "1", reason = message] =
      /^(\d+):\d+: (.*?)(?: \(note: .*\))?(?: \(mdx[^)]*\))?$/.exec(message) ?? [];
    return {
      line: Number(line),
      isFatal: true,
      text: `body: no valid MDX: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}; write a plain < or { as \\< or \\{, and close every tag`,
    };
  }
}

function directiveProblems(node: MdastNode, body: string): string[] {
  if (node.type === "textDirective") {
    return isMisnamed(node) ? [`directive: ${unknownDirective(":", node.name)}`] : [];
  }
  if (node.type === "leafDirective") return [`directive: ${unknownDirective("::", node.name)}`];
  if (node.type !== "containerDirective") return [];
  if (node.name !== "opinion") return [`directive: ${unknownDirective(":::", node.name)}`];
  const by = node.attributes?.["by"] ?? "";
  const text = body.slice(node.position?.start.offset ?? 0, node.position?.end.offset);
  return [
    ...(by.trim() === "" ? ['opinion: nobody is named; write :::opinion{by="…"}'] : []),
    ...(/\n[ \t>]*:{3,}$/.test(text.trimEnd())
      ? []
      : ["opinion: never ends; close it with a line of :::"]),
  ];
}

/** Braces are code in MDX; without an import they can only be a comment or a plain value. */
function braceProblems(node: MdastNode): string[] {
  if (node.type !== "mdxFlowExpression" && node.type !== "mdxTextExpression") return [];
  const code = node.value.replaceAll(/\/\*[\s\S]*?\*\//g, "").trim();
  if (/^(?:"[^"\\]*"|'[^'\\]*'|[\d.]*)$/.test(code)) return [];
  return [
    `body: {${oneLine(node.value).slice(0, 40)}} would be run as code; write a plain { as \\{`,
  ];
}

function htmlProblems(node: MdastNode): string[] {
  if (node.type !== "html") return [];
  const shown = node.value.replaceAll(/<!--[\s\S]*?-->/g, "");
  return Object.keys(tags)
    .filter((name) => new RegExp(`<${name}\\b`).test(shown))
    .map((name) => `${name}: a tag works only in an .mdx file; rename this one to .mdx`);
}

/** TeX that is none, and nothing between the dollars. */
function mathsProblems(node: MdastNode): string[] {
  if (node.type !== "math" && node.type !== "inlineMath") return [];
  if (node.value.trim() === "") return ["maths: nothing stands between $$ and $$; write \\$$"];
  const problem = formulaProblem(formulaOf(node));
  return problem === undefined ? [] : [`maths: ${problem}; plain dollars are written \\$$`];
}

function tagProblems(tree: MdastNode, hasImports: boolean): BodyProblem[] {
  return tagsOf(tree).flatMap(({ name, line, attributes }) => {
    const known = tags[name];
    if (known === undefined) {
      const names = Object.keys(tags);
      return hasImports
        ? []
        : [{ line, text: `${name}: there is no tag <${name}>; ${suggestion(name, names)}` }];
    }
    const names = known.map((attribute) => attribute.name);
    const unknown = Object.keys(attributes)
      .filter((attribute) => !names.includes(attribute))
      .map((attribute) => `${attribute} is not an attribute; ${suggestion(attribute, names)}`);
    const unsaid = known.flatMap((attribute) => {
      const isGiven = attribute.name in attributes;
      if (!isGiven && !attribute.isRequired) return [];
      if (!isGiven) return [`${attribute.name} is missing; write ${attribute.name}="…"`];
      return attributes[attribute.name] === undefined
        ? [`${attribute.name} must say its value in quotes; write ${attribute.name}="…"`]
        : [];
    });
    return [...unknown, ...unsaid].map((problem) => ({ line, text: `${name}: ${problem}` }));
  });
}
