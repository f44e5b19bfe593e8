import type { MdastPluginInstance } from "satteri";

/** What may stand within a line. */
export type Inline = Parameters<
  NonNullable<MdastPluginInstance["textDirective"]>
>[0]["children"][number];

/** An element of plain HTML within a line; Markdown's tree has no node of its own for it. */
export function inlineElement(
  hName: string,
  hProperties: Readonly<Record<string, string>>,
  children: Inline[] = [],
): Inline {
  return { type: "emphasis", data: { hName, hProperties }, children };
}

/** An element of plain HTML that stands as a block and holds what stands within lines. */
export function blockElement(
  hName: string,
  hProperties: Readonly<Record<string, string>>,
  children: Inline[],
) {
  return { type: "paragraph" as const, data: { hName, hProperties }, children };
}

/** A text as a node. */
export function textNode(value: string): Inline {
  return { type: "text", value };
}
