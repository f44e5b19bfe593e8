import type { APIRoute } from "astro";

import { keptPicture } from "#channels/picture-cache.ts";
import { cardPng, type ShareCard } from "#channels/share-card.ts";
import { cardPath, shareCards } from "#channels/share-cards.ts";

/** `/share/issues/<issue>.png`, `/share/issues/<issue>/<entry>.png`, `/share/experiments/<id>.png`, `/share/site.png`. */
export function getStaticPaths() {
  return [...shareCards].map(([path, card]) => ({
    params: { card: cardPath(path).replace(/^share\/|\.png$/g, "") },
    props: { card },
  }));
}

/** What decides how a card is drawn, beside what it says: our own code, and the versions of the libraries. */
const drawing = JSON.stringify(
  import.meta.glob<string>(
    ["/src/figures/*.ts", "/src/channels/{share-card,still-figure}.ts", "/package.json"],
    { query: "?raw", import: "default", eager: true },
  ),
);

export const GET: APIRoute<{ card: ShareCard }> = ({ props: { card } }) =>
  new Response(new Uint8Array(keptPicture(JSON.stringify([drawing, card]), () => cardPng(card))), {
    headers: { "content-type": "image/png" },
  });
