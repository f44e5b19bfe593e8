import type { MdastNode } from "satteri";

/** What a `:::` or `::` directive gets wrong: a name there is not, or an opinion of nobody. */
export function directiveProblem(tree: MdastNode): string[] {
  return nodes(tree).flatMap((node) => {
    if (node.type === "leafDirective") return [unknownDirective("::", node.name)];
    if (node.type !== "containerDirective") return [];
    if (node.name !== "opinion") return [unknownDirective(":::", node.name)];
    return (node.attributes?.["by"] ?? "") === ""
      ? ['opinion: nobody is named; write :::opinion{by="…"}']
      : [];
  });
}

/** What to tell an author who wrote a directive there is not. */
export function unknownDirective(colons: string, name: string): string {
  return `"${colons}${name}" is not a directive; there are :::opinion{by="…"} and :sidenote[…]`;
}

function nodes(node: MdastNode): MdastNode[] {
  return "children" in node ? [node, ...node.children.flatMap(nodes)] : [node];
}
