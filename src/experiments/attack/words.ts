import { strongestClass } from "./answers.ts";
import type { View } from "./outcome.ts";

/** What the network answers after the last step taken. */
export function endOf(view: View): { readonly answer: number } {
  return { answer: strongestClass(view.confidences.at(-1) ?? []) };
}

/** A share as a whole percentage with its unit. */
export function confidence(share: number | undefined): string {
  return `${Math.round(100 * (share ?? 0))} %`;
}

/** Two decimals are enough for a radius. */
export function rounded(radius: number): string {
  return radius.toFixed(2);
}

/** A smallest epsilon in words. */
export function radiusInWords(radius: number | null, largest: number): string {
  return radius === null ? `none up to ${largest}` : rounded(radius);
}
