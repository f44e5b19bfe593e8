import type { Point, ScatterFigure } from "#lab/figure.ts";

import type { Outcome, Prefix } from "./outcome.ts";
import { trainingOf } from "./readings.ts";
import type { Params } from "./spec.ts";
import { secretName, tenths } from "./words.ts";

/** Waiting prefixes that are named. */
const named = 6;

const place = ({ digits, bits }: Prefix, hasName = true): Point => ({
  x: digits.length,
  y: tenths(bits),
  ...(hasName && digits !== "" ? { label: digits } : {}),
});

/** The search through the tree of digits: prefixes asked, prefixes that wait, and what came out; of the first outcome. */
export function theft([first]: readonly Outcome[], params: Params): ScatterFigure {
  const training = first === undefined ? undefined : trainingOf(first, "planted");
  const search = training?.search ?? undefined;
  const digits = training?.secret.length ?? params.digits;
  const asked = search?.asked ?? [];
  const waiting = search?.waiting ?? [];
  const found = search?.found ?? undefined;
  const all = (10 ** digits).toLocaleString("en");
  return {
    kind: "scatter",
    id: "theft",
    title: "The theft",
    caption: caption(),
    alt: `Prefixes by their number of digits and their bits so far. Asked: ${
      asked.map(({ digits: known }) => known || "nothing yet known").join(", ") || "none"
    }. The likeliest that wait: ${
      waiting
        .slice(0, named)
        .map(({ digits: known, bits }) => `${known} at ${tenths(bits)} bits`)
        .join(", ") || "none"
    }.`,
    x: { title: "digits known", min: 0, max: digits + 1 },
    y: { title: "bits so far", min: 0 },
    series: [
      {
        label: found === undefined ? "comes out" : "came out",
        mark: 2,
        origin: "here",
        points: found === undefined ? [] : [place(found)],
      },
      { label: "asked", mark: 0, origin: "here", points: asked.map((prefix) => place(prefix)) },
      {
        label: "waiting",
        mark: 1,
        origin: "here",
        points: waiting.map((prefix, i) => place(prefix, i < named)),
      },
    ],
    rules: [],
  };

  function caption(): string {
    if (search === undefined) return "The theft begins when the training is over.";
    const told = `${search.queries.toLocaleString("en")} ${search.queries === 1 ? "question" : "questions"}`;
    if (search.hasGivenUp) return `After ${told} the thief gives up.`;
    if (found === undefined) {
      return `${told} so far; the thief asks after the prefix with the fewest bits until a whole number has the fewest.`;
    }
    const isRight = found.digits === training?.secret;
    return `${told} bring out ${found.digits}, the likeliest of ${all} numbers at ${tenths(found.bits)} bits: ${
      isRight ? `that is ${secretName(params)}` : `not ${secretName(params)}`
    }.`;
  }
}
