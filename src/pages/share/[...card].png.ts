import type { APIRoute } from "astro";

import { drawingKey, keptPicture } from "#channels/picture-cache.ts";
import { cardPng } from "#channels/share-card.ts";
import { cardPages, cardPath, shareCard } from "#channels/share-cards.ts";

/** `/share/issues/<issue>.png`, `/share/issues/<issue>/<entry>.png`, `/share/experiments/<id>.png`, `/share/site.png`. */
export function getStaticPaths() {
  return cardPages().map((path) => ({
    params: { card: cardPath(path).replace(/^share\/|\.png$/g, "") },
    props: { path },
  }));
}

/** Stands for what decides how a card is drawn, beside what it says: our own code, and the versions of the libraries. */
const drawing = drawingKey(
  import.meta.glob<string>(
    [
      "/src/figures/*.ts",
      "/src/channels/{share-card,share-card-size,still-figure,still-size}.ts",
      "/package.json",
    ],
    { query: "?raw", import: "default", eager: true },
  ),
);

export const GET: APIRoute<{ path: string }> = async ({ props: { path } }) => {
  const card = shareCard(path);
  if (card === undefined) return new Response(null, { status: 404 });
  const picture = await keptPicture(JSON.stringify([drawing, card]), () => cardPng(card));
  return new Response(new Uint8Array(picture), { headers: { "content-type": "image/png" } });
};
