import type { Course, Game } from "#lab/game.ts";
import { randomStreams } from "#ml/random.ts";

/** Begins a game; its seed fixes all that chance decides. */
export function startCourse(
  game: Game<unknown>,
  {
    material,
    seat,
    seed,
  }: { readonly material: unknown; readonly seat: string; readonly seed: number },
): Course {
  return game.play(material, seat, randomStreams(seed));
}
