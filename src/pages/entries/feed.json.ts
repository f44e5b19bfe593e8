import { entryItems } from "#channels/feed-items.ts";
import { feedRoute } from "#channels/feed-route.ts";

export const GET = feedRoute("json", "entries/feed.json", entryItems);
