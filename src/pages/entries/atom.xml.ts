import { entryItems } from "#channels/feed-items.ts";
import { feedRoute } from "#channels/feed-route.ts";

export const GET = feedRoute("atom", "entries/atom.xml", entryItems);
