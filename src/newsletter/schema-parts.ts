/** What the schemas of an author's files are made of. */
import { z } from "zod";

/** What the author's guide says of a field. */
interface FieldMeta {
  readonly description: string;
  /** As written in the file, YAML. */
  readonly example: string;
}

/** `description` and `example` of a field, for its `.meta()`. */
export const about = (
  description: string,
  example: string,
): FieldMeta & Record<string, unknown> => ({
  description,
  example,
});

export const line = z
  .string()
  .trim()
  .min(1, "a line of text is expected")
  .regex(/^[^\n]*$/, "must be one line; join its lines");
/** A short text of several sentences. */
export const paragraph = z.string().trim().min(1, "a paragraph of text is expected");
export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "must be a language tag such as en or pt-BR");
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens");
export const webAddress = z.url({
  protocol: /^https?$/,
  error: "must be a web address that begins with https:// or http://",
});
export const flag = z.boolean().default(false);
export const names = z.array(line);

/** A day, `YYYY-MM-DD`; unquoted YAML dates are accepted. */
const dayElse = (message: string) =>
  z.preprocess(
    (value) =>
      value instanceof Date && !Number.isNaN(value.getTime())
        ? value.toISOString().slice(0, 10)
        : value,
    z.iso.date({ error: ({ input }) => (input === undefined ? undefined : message) }),
  );
export const day = dayElse("must be a day, written as YYYY-MM-DD");

const notYearOrDay = "must be a year from 1900 to 2200, or a day written as YYYY-MM-DD";
export const yearOrDay = z.union(
  [z.int().min(1900, notYearOrDay).max(2200, notYearOrDay), dayElse(notYearOrDay)],
  { error: notYearOrDay },
);

export const linkSchema = z.strictObject({ title: line, url: webAddress });
