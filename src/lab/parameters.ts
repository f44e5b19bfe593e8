import { z } from "zod";

import type { ParameterMeta } from "./experiment.ts";

/** What a form says of a parameter, for its `.meta()`. */
export const about = (meta: ParameterMeta): Record<string, unknown> => ({ ...meta });

/** The seed that fixes every random number of a run. */
export const seedParameter = z
  .int()
  .min(0)
  .max(4294967295)
  .meta(about({ title: "Seed", description: "Fixes every random number of the run." }));
