import {
  defineMdastPlugin,
  type MdastNode,
  type MdastPluginDefinition,
  type MdastVisitorContext,
} from "satteri";
import { z } from "zod";

import { textOf } from "./body.ts";
import { correctionLabel, placed, saysWords } from "./corrections.ts";
import { blockElement, inlineElement, textNode } from "./elements.ts";
import type { MarkdownSettings } from "./markdown.ts";
import { peopleByName } from "./people.ts";
import { type Correction, correctionSchema } from "./schemas.ts";

/** A correction that says which passage it concerns stands under that passage's paragraph. */
export function corrections({ newsletter, people }: MarkdownSettings): MdastPluginDefinition {
  const find = peopleByName(people);
  const element = ({ by, ...one }: Correction) => {
    const name = by === undefined ? undefined : (find(by)?.name ?? by);
    const label = correctionLabel(newsletter, { ...one, ...(name !== undefined && { by: name }) });
    return blockElement("p", { class: "correction" }, [
      inlineElement("strong", {}, [textNode(`${label}:`)]),
      textNode(` ${one.text}`),
    ]);
  };
  const note = (passage: Readonly<MdastNode>, context: MdastVisitorContext): void => {
    const waiting = waitingIn(context);
    if (waiting.length === 0) return;
    const text = textOf(passage);
    const concerns = ({ where = "" }: Correction): boolean => saysWords(text, where);
    const found = waiting.filter(concerns);
    if (found.length === 0) return;
    context.data["waiting"] = waiting.filter((one) => !concerns(one));
    context.insertAfter(passage, found.map(element));
  };
  return defineMdastPlugin({ name: "retort-corrections", paragraph: note, heading: note });
}

/** What the front matter says; text of other files, such as a README, has none. */
const documentSchema = z.object({
  waiting: z.array(correctionSchema).optional(),
  astro: z
    .object({ frontmatter: z.object({ corrections: z.array(correctionSchema).default([]) }) })
    .optional()
    .catch(undefined),
});

/** The corrections of the document's passages that have not been placed so far. */
function waitingIn({ data }: MdastVisitorContext): readonly Correction[] {
  const { waiting, astro } = documentSchema.parse(data);
  return waiting ?? placed(astro?.frontmatter.corrections ?? []).within;
}
