import { z } from "zod";

import type { Runtime } from "#lab/runtime.ts";
import { decode, encode } from "#ml/quantised.ts";

import { outcomeSchema, type Policy } from "./outcome.ts";

/** The result that the shipped players come from. */
const source = "results/empathic-dqn/standard.json";

const resultSchema = z.object({
  runs: z.array(z.object({ outcome: outcomeSchema.pick({ policies: true }).loose() })).min(1),
});

export function packParameters(parameters: Float64Array): string {
  const bytes = encode(Float32Array.from(parameters), [parameters.length], "float16");
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

export function unpackParameters(text: string): Float64Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return Float64Array.from(decode(bytes, [bytes.length / 2], "float16"));
}

/** The networks trained for the result of the standard preset. */
export async function shippedPolicies(load: Runtime["load"]): Promise<readonly Policy[]> {
  const text = new TextDecoder().decode(await load(source));
  const [first] = resultSchema.parse(JSON.parse(text)).runs;
  return first?.outcome.policies ?? [];
}

export function policyFor(
  policies: readonly Policy[],
  { world, beta }: Pick<Policy, "world" | "beta">,
): Policy {
  const found = policies.find((policy) => policy.world === world && policy.beta === beta);
  if (found !== undefined) return found;
  throw new Error(
    `no network is shipped for ${world} at beta ${beta}; take a multiple of 0.1, or let one be trained here`,
  );
}
