import type { z } from "zod";

/** A field of a file, as the author's guide tells it. */
export interface Field {
  readonly name: string;
  readonly isRequired: boolean;
  readonly description: string;
  /** As written in the file, YAML. */
  readonly example: string;
}

/** The fields that a file may have, in the schema's order, with what their `.meta()` says of them. */
export function fieldsOf(schema: z.ZodObject): Field[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const { description = "", example } = (field as z.ZodType).meta() ?? {};
    return {
      name,
      isRequired: !(field as z.ZodType).safeParse(undefined).success,
      description,
      example: typeof example === "string" ? example : "",
    };
  });
}
