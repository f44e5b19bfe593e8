import Demo from "./Demo.astro";
import Game from "./Game.astro";
import Map from "./Map.astro";

/** The tags an author may use, as they stand on a web page. */
export const webTags = { Demo, Game, Map };
