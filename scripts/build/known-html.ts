import { memo } from "#newsletter/memo.ts";

/** Plain prose as HTML, by all it depends on. */
export const knownHtml = memo<string>();
