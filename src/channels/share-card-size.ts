/** What networks show beside a link (Open Graph, 1.91 to 1), pixels. */
export const cardSize = { width: 1200, height: 630 } as const;
