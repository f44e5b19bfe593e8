import { bodyFacts } from "./body.ts";
import { correctionProblems } from "./check-corrections.ts";
import { proseProblems, unknownPeople } from "./check-prose.ts";
import type { CheckOptions, ContentSource } from "./check.ts";
import { suggestion } from "./suggestion.ts";
import {
  isSourceHash,
  type Original,
  originalsOf,
  sourceHash,
  type TranslationSource,
} from "./translations.ts";
import { formatOf } from "./tree.ts";

/** Translations into a language there is not, of what is not there, or that do not say what they were made from. */
export function translationProblems(source: ContentSource, options: CheckOptions): string[] {
  const originalOf = originalsOf(source);
  return source.translations.flatMap((translation) => {
    const { target, file, data } = translation;
    const original = originalOf(target);
    return [
      ...languageProblems(translation, source.newsletter),
      ...(original === undefined
        ? missingOriginal(file, target, options)
        : unlikeness(translation, original)),
      ...unknownPeople(file, "translatedBy", data.translatedBy, source),
      ...correctionProblems(translation, source, options),
      ...proseProblems(translation, source, options),
    ];
  });
}

function languageProblems(
  { file, language }: TranslationSource,
  { language: own, languages }: ContentSource["newsletter"],
): string[] {
  if (language in languages) return [];
  const known = Object.keys(languages);
  const remedy =
    language.toLowerCase() === own.toLowerCase()
      ? "that is the newsletter's own; take the language out of the file's name"
      : known.length === 0
        ? `add languages: { ${language}: { tagline: …, description: … } } there`
        : `take ${known.join(" or ")}, or add it there`;
  return [`${file}: name: "${language}" is not among the languages of newsletter.yaml; ${remedy}`];
}

/** An original that could not be read is told of by itself. */
function missingOriginal(
  file: string,
  target: string,
  { targets = new Set() }: CheckOptions,
): string[] {
  if (targets.has(target)) return [];
  const isEntry = target.includes("/");
  const others = [...targets].filter((other) => other.includes("/") === isEntry);
  return [
    `${file}: name: there is no ${isEntry ? "entry" : "issue"} "${target}" that it could translate; ${suggestion(target, others)}`,
  ];
}

/** What the original has and the translation lacks. */
function unlikeness({ file, data, body }: TranslationSource, original: Original): string[] {
  return [
    ...(isSourceHash(data.source)
      ? []
      : [
          `${file}: source: ${data.source === "" ? "missing" : `"${data.source}" is no hash`}; if it translates ${original.file} as that stands now, write source: ${sourceHash(original)}`,
        ]),
    ...(original.data.gist !== undefined && data.gist === undefined
      ? [`${file}: gist: missing; translate that of ${original.file}`]
      : []),
    ...(["prerequisites", "readMore"] as const).flatMap((field) => {
      const [own, theirs] = [data[field]?.length, original.data[field]?.length ?? 0];
      return own === undefined || own === theirs
        ? []
        : [
            `${file}: ${field}: ${own} where ${original.file} has ${theirs}; give as many, in its order, or leave ${field} out`,
          ];
    }),
    ...(isEmpty({ file, body }) && !isEmpty(original)
      ? [`${file}: text: missing; translate that of ${original.file} under the second ---`]
      : []),
  ];
}

function isEmpty({ file, body }: Pick<Original, "file" | "body">): boolean {
  return bodyFacts(body, formatOf(file)).isEmpty;
}
