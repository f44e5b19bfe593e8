import Demo from "./Demo.astro";

/** The tags an author may use, as they stand on a web page. */
export const webTags = { Demo };
