import { archive } from "#archive.ts";
import { citationFile, citationFiles } from "#channels/citation-files.ts";
import { entryCitation, issueCitation } from "#channels/citation.ts";

/** `/issues/<issue>/citation.bib` and `/issues/<issue>/<entry>/citation.bib`, likewise `.ris` and `.json`. */
export function getStaticPaths() {
  const { newsletter, issues } = archive;
  return citationFiles(
    issues.flatMap((issue) => [
      { path: `${issue.slug}/citation`, citation: issueCitation(newsletter, issue) },
      ...issue.entries.map((entry) => ({
        path: `${entry.id}/citation`,
        citation: entryCitation(newsletter, issue, entry),
      })),
    ]),
  );
}

export const GET = citationFile;
