import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type FileLinks, linksInText, mayHaveLinks } from "../../scripts/build/file-links.ts";
import { linkProof } from "../../scripts/build/links.ts";
import type { SiteFiles } from "../../scripts/build/site-files.ts";

/** What is wrong with the links of a site and its mails, as they stand on the disk. */
export function linkProblems(site: SiteFiles, address: string, mails?: string): string[] {
  const home = new URL(address);
  const mailed = mails === undefined ? [] : readdirSync(mails).map((file) => `mail/${file}`);
  const texts = new Map([
    ...site.files.map((file) => [file, join(site.folder, file)] as const),
    ...mailed.map((file) => [file, join(mails ?? "", file.slice("mail/".length))] as const),
  ]);
  const linksOf = (file: string): FileLinks | undefined =>
    mayHaveLinks(file)
      ? linksInText(file, readFileSync(texts.get(file) ?? "", "utf8"), home)
      : undefined;
  const proof = linkProof(address);
  for (const file of texts.keys()) {
    const links = linksOf(file);
    if (links !== undefined) proof.add(file, links);
  }
  return proof.problems(site, mailed, linksOf);
}
