import { type BodyFacts, treeFacts } from "./body.ts";
import { memo } from "./memo.ts";
import { linksIn, referencesIn, type WrittenReference } from "./references.ts";
import type { NewsletterConfig } from "./schemas.ts";
import { type Format, parseBody, tagsOf, type WrittenTag } from "./tree.ts";

/** All that checks and the model ask of a body, read from its syntax tree once. */
export interface ProseFacts extends BodyFacts {
  readonly tags: readonly WrittenTag[];
  /** Addresses of its links, in order. */
  readonly links: readonly string[];
}

/** The facts of each body, by format and text. */
export const knownFacts = memo<ProseFacts>();

/** The references of each body, by all they depend on. */
export const knownReferences = memo<readonly WrittenReference[]>();

/** The facts of a body. */
export function proseFacts(body: string, format: Format): ProseFacts {
  return knownFacts.get(`${format}\n${body}`, () => {
    const tree = parseBody(body, format);
    return { ...treeFacts(tree), tags: tagsOf(tree), links: linksIn(tree) };
  });
}

/** Every reference of a body to an issue or entry of the newsletter, in order; `issue` is the slug of the issue it stands in. */
export function proseReferences(
  body: string,
  format: Format,
  issue: string,
  { address, references }: Pick<NewsletterConfig, "address" | "references">,
): readonly WrittenReference[] {
  const key = JSON.stringify([format, issue, address, references?.prefix, body]);
  return knownReferences.get(key, () =>
    referencesIn(parseBody(body, format), issue, {
      address,
      ...(references !== undefined && { references }),
    }),
  );
}
