import { passages } from "./body.ts";
import { unknownPeople } from "./check-prose.ts";
import type { CheckOptions, ContentSource } from "./check.ts";
import { saysWords } from "./corrections.ts";
import { formatOf } from "./tree.ts";

/** Corrections of a later day, by persons unknown, or of a passage that is not there. */
export function correctionProblems(
  { file, data, body }: ContentSource["issues" | "entries" | "translations"][number],
  source: ContentSource,
  { today }: CheckOptions,
): string[] {
  const { corrections } = data;
  const texts = corrections.some(({ where }) => where !== undefined)
    ? passages(body, formatOf(file))
    : [];
  return [
    ...corrections
      .filter(({ date }) => today !== undefined && date > today)
      .map(
        ({ date }) => `${file}: corrections: ${date} is still to come; give the day it was made`,
      ),
    ...unknownPeople(
      file,
      "corrections",
      corrections.flatMap(({ by }) => by ?? []),
      source,
    ),
    ...corrections
      .flatMap(({ where }) => where ?? [])
      .filter((where) => !texts.some((text) => saysWords(text, where)))
      .map(
        (where) =>
          `${file}: corrections: no paragraph says "${where}"; give words of it as they stand there now, or leave where out`,
      ),
  ];
}
