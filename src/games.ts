import files from "virtual:retort/games";
import { parse } from "yaml";

import { type Ending, type Game, playAlone } from "#lab/game.ts";
import { randomStreams } from "#ml/random.ts";

const games = import.meta.glob<Game<unknown>>("./experiments/*/game.ts", {
  import: "default",
  eager: true,
});

/** A game with what it is played with. */
export interface PlayableGame {
  readonly id: string;
  readonly game: Game<unknown>;
  /** In the order of their files. */
  readonly materials: readonly [NamedMaterial, ...NamedMaterial[]];
}

interface NamedMaterial {
  /** The file's, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly material: unknown;
}

/** Every game for which this newsletter has something to play, by the experiment's id. */
export const playableGames: readonly PlayableGame[] = Object.entries(games).flatMap(
  ([path, game]) => {
    const id = path.split("/").at(-2) ?? "";
    const [first, ...others] = files
      .filter((file) => file.path.startsWith(`games/${id}/`))
      .map(({ path: file, text }) => {
        const material = game.material.parse(parse(text));
        const name = file.replace(/^.*\//, "").replace(/\.yaml$/, "");
        return { name, title: game.titleOf(material), material };
      });
    return first === undefined ? [] : [{ id, game, materials: [first, ...others] as const }];
  },
);

/** The game of that experiment; its absence fails the build. */
export function playableGame(id: string): PlayableGame {
  const found = playableGames.find((other) => other.id === id);
  if (found === undefined) {
    throw new Error(`there is nothing to play "${id}" with; add games/${id}/<name>.yaml`);
  }
  return found;
}

/** The first material played with nobody at the table: what a page shows before its reader plays. */
export function gamePlayedAlone({ game, materials }: PlayableGame): Ending {
  const [{ material }] = materials;
  return playAlone(game.play(material, game.seats[0]?.id ?? "", randomStreams(1)));
}
