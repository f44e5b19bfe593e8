import type { APIRoute } from "astro";

import { editions } from "#archive.ts";
import { formulaPng } from "#channels/formula-picture.ts";
import { type Formula, formulaPath } from "#newsletter/maths.ts";

/** `/formulas/<fingerprint>.png` of every formula in the prose. */
export function getStaticPaths() {
  const formulas = editions.flatMap(({ own }) =>
    [...own.issues, ...own.entries].flatMap((one) => one.formulas),
  );
  const byPath = new Map(formulas.map((formula) => [formulaPath(formula), formula]));
  return [...byPath].map(([path, formula]) => ({
    params: { formula: /[^/]+(?=\.png$)/.exec(path)?.[0] },
    props: { formula },
  }));
}

export const GET: APIRoute<{ formula: Formula }> = async ({ props: { formula } }) =>
  new Response(new Uint8Array(await formulaPng(formula)), {
    headers: { "content-type": "image/png" },
  });
