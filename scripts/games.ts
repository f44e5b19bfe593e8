/** What games are played with: `games/<experiment>/<name>.yaml` in the content folder, held against the experiment's own schema. */
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import type { Game } from "#lab/game.ts";
import type { ContentFile } from "#newsletter/content.ts";
import { readYaml } from "#newsletter/front-matter.ts";
import { checkFields } from "#newsletter/schema-problems.ts";
import { suggestion } from "#newsletter/suggestion.ts";

const experiments = fileURLToPath(new URL("../src/experiments", import.meta.url));
const load = createRequire(import.meta.url);

/** Whether a path of the content folder belongs to a game. */
export function isGameFile({ path }: ContentFile): boolean {
  return path.startsWith("games/");
}

/** Ids of the experiments for which the content has something to play. */
export function playableIn(files: readonly ContentFile[]): string[] {
  const withFiles = new Set(files.filter(isGameFile).map(({ path }) => path.split("/")[1] ?? ""));
  return gameIds().filter((id) => withFiles.has(id));
}

/** Every mistake in the files of games, one line each: file, field, what is wrong, how to mend it. */
export function gameProblems(files: readonly ContentFile[]): string[] {
  return files.filter(isGameFile).flatMap(({ path, text }) => {
    const [, id] = /^games\/([^/]+)\/[a-z0-9-]+\.yaml$/.exec(path) ?? [];
    if (id === undefined) {
      return [
        `${path}: name: a game is named games/<experiment>/<name>.yaml, in lower-case letters, digits and hyphens; rename it`,
      ];
    }
    if (!gameIds().includes(id)) {
      return [`${path}: name: there is no game of "${id}"; ${suggestion(id, gameIds())}`];
    }
    const { data, problem } = readYaml(text);
    if (problem !== undefined) return [`${path}:${problem.line}: ${problem.text}`];
    return [...checkFields(path, "the file", gameOf(id).material, data).problems];
  });
}

function gameIds(): string[] {
  return readdirSync(experiments)
    .filter((id) => existsSync(join(experiments, id, "game.ts")))
    .toSorted();
}

function gameOf(id: string): Game<unknown> {
  const { default: game } = load(join(experiments, id, "game.ts")) as { default: Game<unknown> };
  return game;
}
