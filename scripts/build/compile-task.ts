import { z } from "zod";

/** What a compiler is told to do. */
export const compileTaskSchema = z.strictObject({
  /** Where the program goes. */
  folder: z.string(),
  /** Name and key under which the build has kept what the content says. */
  name: z.string(),
  sources: z.string(),
});
export type CompileTask = z.infer<typeof compileTaskSchema>;
