/** What a built site is held to before it takes the place of the old one. */
import type { NewsletterConfig } from "#newsletter/schemas.ts";

import { inFolder } from "../content.ts";
import { hostFileProblems } from "./host-files.ts";
import { linkProblems } from "./links.ts";
import { brokenPromises, givenOut, readPublished } from "./published.ts";
import { writeRedirects } from "./redirects.ts";
import { SiteError } from "./site-error.ts";
import { siteFiles } from "./site-files.ts";

export interface ProofSettings {
  readonly newsletter: NewsletterConfig;
  /** The folder that holds the newsletter. */
  readonly content: string;
  /** The folder of the issues' mails. */
  readonly mails: string;
  /** Gives the problems of links in these files of the site and in the mails; they are read now where it is left out. */
  readonly linkProblems?: (files: readonly string[]) => Promise<readonly string[]>;
}

/** Writes the redirects of a built site and proves the whole; gives what an author should know, and throws a SiteError with everything that is wrong. */
export async function proveSite(
  folder: string,
  { newsletter, content, mails, ...given }: ProofSettings,
): Promise<string[]> {
  const published = readPublished(content);
  const before = siteFiles(folder);
  const now = givenOut(before);
  const written = writeRedirects(before, newsletter, published);
  const site = written.redirects.length > 0 ? siteFiles(folder) : before;
  const links =
    given.linkProblems?.(site.files) ?? linkProblems(site, newsletter.address, { mails });
  const problems = [
    ...written.problems.map(inFolder),
    // A wrong redirect is told once, by itself.
    ...(written.problems.length > 0
      ? []
      : brokenPromises(published, now, site, newsletter).map(inFolder)),
    ...hostFileProblems(site),
    ...(await links),
  ];
  if (problems.length > 0) throw new SiteError(problems);
  const known = new Set([...published.addresses, ...published.ids]);
  const fresh = [...now.addresses, ...now.ids].filter((one) => !known.has(one)).length;
  return [
    ...written.hints,
    ...(fresh > 0
      ? [
          `${fresh} addresses and feed ids are not in ${inFolder("published.yaml")} yet; once they are out, npm run published adds them`,
        ]
      : []),
    ...(new URL(newsletter.address).hostname.endsWith(".example")
      ? [
          `${inFolder("newsletter.yaml")}: address is still ${newsletter.address}, which no reader can open; set it before you publish`,
        ]
      : []),
  ];
}
