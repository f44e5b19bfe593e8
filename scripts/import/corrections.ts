/** Corrections of foreign front matter, and those of files that are there already. */
import { checkFields } from "#newsletter/schema-problems.ts";
import { type Correction, correctionSchema } from "#newsletter/schemas.ts";

/** The corrections that a file's front matter lists; those that are none are told in `leftOut`, one line each. */
export function correctionsIn(name: string, value: unknown, leftOut: string[]): Correction[] {
  const listed: readonly unknown[] = Array.isArray(value)
    ? value
    : value === undefined
      ? []
      : [value];
  return listed.flatMap((one, i) => {
    const checked = checkFields(name, "the record", correctionSchema, one);
    if (checked.data !== undefined) return [checked.data];
    leftOut.push(
      ...checked.problems.map((problem) => problem.replace(name, `${name}: correction ${i + 1}`)),
    );
    return [];
  });
}

/** Those of the file that is replaced and are told nowhere else, then those of the foreign one; one of the same day and words is the same. */
export function withCorrections(
  there: readonly Correction[],
  coming: readonly Correction[],
): Correction[] {
  const isOwn = (one: Correction): boolean =>
    coming.every(({ date, text }) => date !== one.date || text !== one.text);
  return [...there.filter(isOwn), ...coming];
}
