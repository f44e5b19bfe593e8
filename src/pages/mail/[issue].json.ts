import type { APIRoute } from "astro";

import { archive } from "#archive.ts";
import { issueHtml } from "#channels/feed-items.ts";
import type { MailSource } from "#channels/mail.ts";
import { absolute, issuePath } from "#newsletter/addresses.ts";
import type { Issue } from "#newsletter/archive.ts";
import { word } from "#newsletter/words.ts";

export function getStaticPaths() {
  return archive.issues.map((issue) => ({ params: { issue: issue.slug }, props: { issue } }));
}

/** What the mail of an issue is made of; the build takes it out of the site again. */
export const GET: APIRoute<{ issue: Issue }> = async ({ props: { issue } }) => {
  const { newsletter } = archive;
  const address = absolute(newsletter, issuePath(issue.slug));
  const source: MailSource = {
    slug: issue.slug,
    newsletter: newsletter.title,
    home: newsletter.address,
    publisher: newsletter.publisher,
    licence: newsletter.licence,
    language: newsletter.language,
    subject: `${newsletter.title} #${issue.number}: ${issue.title}`,
    gist: issue.gist,
    date: issue.date,
    address,
    words: {
      readOnWeb: word(newsletter, "readOnWeb"),
      outline: word(newsletter, "outline"),
      links: word(newsletter, "links"),
      figure: word(newsletter, "figure"),
      moreFigures: word(newsletter, "moreFigures"),
    },
    outline: issue.entries.map(({ title, slug }) => ({ title, address: `${address}#${slug}` })),
    html: await issueHtml(issue),
  };
  return new Response(JSON.stringify(source));
};
