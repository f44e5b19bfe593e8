/** What a built site is held to before it takes the place of the old one. */
import type { NewsletterConfig } from "#newsletter/schemas.ts";

import { inFolder } from "../content.ts";
import { hostFileProblems } from "./host-files.ts";
import { brokenPromises, lastingAddresses, readPublished } from "./published.ts";
import { writeRedirects } from "./redirects.ts";
import { SiteError } from "./site-error.ts";
import { type SiteFiles, siteOf } from "./site-files.ts";
import type { SiteProof } from "./site-orders.ts";

export interface ProofSettings {
  readonly newsletter: NewsletterConfig;
  /** The folder that holds the newsletter. */
  readonly content: string;
  /** Reads these files of the site, and the mails. */
  readonly proof: (files: readonly string[]) => Promise<SiteProof>;
}

export interface ProvedSite {
  /** The site with its redirects. */
  readonly site: SiteFiles;
  /** What an author should know. */
  readonly hints: readonly string[];
}

/** Writes the redirects of a built site and proves the whole; throws a SiteError with everything that is wrong. */
export async function proveSite(
  before: SiteFiles,
  { newsletter, content, proof }: ProofSettings,
): Promise<ProvedSite> {
  const published = readPublished(content);
  const written = writeRedirects(before, newsletter, published);
  const site = siteOf(before.folder, [...new Set([...before.files, ...written.files])].toSorted());
  const { problems: links, ids } = await proof(site.files);
  const now = { addresses: lastingAddresses(before.files), ids: [...ids] };
  const problems = [
    ...written.problems.map(inFolder),
    // A wrong redirect is told once, by itself.
    ...(written.problems.length > 0
      ? []
      : brokenPromises(published, now, site, newsletter).map(inFolder)),
    ...hostFileProblems(site),
    ...links,
  ];
  if (problems.length > 0) throw new SiteError(problems);
  const known = new Set([...published.addresses, ...published.ids]);
  const fresh = [...now.addresses, ...now.ids].filter((one) => !known.has(one)).length;
  const hints = [
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
  return { site, hints };
}
