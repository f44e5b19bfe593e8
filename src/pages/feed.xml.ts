import { issueItems } from "#channels/feed-items.ts";
import { feedRoute } from "#channels/feed-route.ts";

export const GET = feedRoute("rss", "feed.xml", issueItems);
