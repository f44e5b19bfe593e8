import type { APIRoute, GetStaticPaths } from "astro";

import { playableGame, playableGames } from "#games.ts";

export const getStaticPaths = (() =>
  playableGames.map(({ id }) => ({ params: { experiment: id } }))) satisfies GetStaticPaths;

/** What a game is played with, fetched when a reader begins to play. */
export const GET: APIRoute<Record<string, never>, { experiment: string }> = ({ params }) => {
  const { materials } = playableGame(params.experiment);
  return new Response(JSON.stringify(materials), {
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });
};
