import DemoStill from "./DemoStill.astro";
import GameStill from "./GameStill.astro";
import MapStill from "./MapStill.astro";

/** The same tags without script, for feeds and mail. */
export const stillTags = { Demo: DemoStill, Game: GameStill, Map: MapStill };
