import type { Mark } from "#lab/figure.ts";

import type { NetworkName } from "./outcome.ts";

/** A network has the same mark in every figure. */
export const mark = { standard: 0, robust: 1 } as const satisfies Readonly<
  Record<NetworkName, Mark>
>;
