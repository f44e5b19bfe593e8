import { archive } from "#archive.ts";
import { citationFile, citationFiles } from "#channels/citation-files.ts";
import { resultCitation } from "#channels/citation.ts";
import { experiments, recorded, recordedPresets } from "#experiments.ts";

/** `/experiments/<id>/<preset>.bib` of each recorded result, likewise `.ris` and `.json`. */
export function getStaticPaths() {
  return citationFiles(
    experiments.flatMap(({ id, spec }) =>
      recordedPresets(id).map((preset) => ({
        path: `${id}/${preset}`,
        citation: resultCitation(archive.newsletter, spec.title, recorded(id, preset)),
      })),
    ),
  );
}

export const GET = citationFile;
