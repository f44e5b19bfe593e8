import type { ArchitectureName } from "#ml/architectures.ts";

/** What architectures are called beside their points. */
export const shortTitles: Readonly<Record<ArchitectureName, string>> = {
  linear: "linear",
  mlp: "dense",
  "mlp-narrow": "narrow dense",
  "mlp-deep": "deep dense",
  conv: "conv",
  "conv-strided": "strided conv",
  "conv-narrow": "narrow conv",
  residual: "residual",
};
