import { z } from "zod";

const feedSchema = z.object({ items: z.array(z.object({ id: z.string() })).default([]) });

/** Whether a file is a JSON Feed that holds everything, or an archive of one; those of categories and people hold parts of it. */
export function isWholeFeed(file: string): boolean {
  return /^(?!(?:.*\/)?(?:categories|people)\/)(?:.*\/)?feed(?:-\d+)?\.json$/.test(file);
}

/** The ids of a JSON Feed's items. */
export function idsInFeed(text: string): string[] {
  return feedSchema.parse(JSON.parse(text)).items.map(({ id }) => id);
}
