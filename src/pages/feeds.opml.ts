import type { APIRoute } from "astro";
import { generateOpml } from "feedsmith";

import { archive } from "#archive.ts";
import { siteFeeds } from "#channels/feed-list.ts";
import { feedFiles } from "#channels/feeds.ts";
import { podcastPath } from "#channels/podcast.ts";
import { absolute } from "#newsletter/addresses.ts";
import { word } from "#newsletter/words.ts";

/** Every feed of the site, for a reader's program to take in at once (OPML 2.0). */
export const GET: APIRoute = () => {
  const { newsletter } = archive;
  const text = generateOpml({
    head: { title: newsletter.title, ownerName: newsletter.publisher },
    body: {
      outlines: [
        ...siteFeeds().map(({ edition, folder, home, title, gist }) => ({
          text: folder === "" ? title : `${newsletter.title}: ${gist}`,
          title: folder === "" ? title : `${newsletter.title}: ${gist}`,
          type: "rss",
          version: "RSS2",
          xmlUrl: absolute(newsletter, folder + feedFiles.rss),
          htmlUrl: absolute(newsletter, home),
          language: edition.newsletter.language,
        })),
        ...podcastOutline(),
      ],
    },
  });
  return new Response(text, { headers: { "content-type": "text/x-opml; charset=utf-8" } });
};

function podcastOutline() {
  const { newsletter } = archive;
  if (newsletter.podcast === undefined) return [];
  const title = newsletter.podcast.title ?? `${newsletter.title}: ${word(newsletter, "podcast")}`;
  return [
    {
      text: title,
      title,
      type: "rss",
      version: "RSS2",
      xmlUrl: absolute(newsletter, podcastPath),
      htmlUrl: newsletter.address,
      language: newsletter.language,
    },
  ];
}
