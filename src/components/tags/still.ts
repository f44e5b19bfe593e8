import DemoStill from "./DemoStill.astro";

/** The same tags without script, for feeds and mail. */
export const stillTags = { Demo: DemoStill };
