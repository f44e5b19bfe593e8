import { editions } from "#archive.ts";
import { citationFile, citationFiles } from "#channels/citation-files.ts";
import { entryCitation, issueCitation } from "#channels/citation.ts";

/** `/de/issues/<issue>/citation.bib` and `/de/issues/<issue>/<entry>/citation.bib`, likewise `.ris` and `.json`. */
export function getStaticPaths() {
  const [, ...translated] = editions;
  return translated.flatMap(({ root, newsletter, own, lookups: { issues } }) =>
    citationFiles([
      ...own.issues.map((issue) => ({
        path: `${issue.slug}/citation`,
        citation: issueCitation(newsletter, issue),
      })),
      ...own.entries.flatMap((entry) => {
        const issue = issues.get(entry.issue);
        return issue === undefined
          ? []
          : [{ path: `${entry.id}/citation`, citation: entryCitation(newsletter, issue, entry) }];
      }),
    ]).map(({ params, props }) => ({ params: { ...params, language: root.slice(0, -1) }, props })),
  );
}

export const GET = citationFile;
