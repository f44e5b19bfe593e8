import type { APIRoute } from "astro";

import { type CitationFormat, citationFormats, citationText } from "./citation-formats.ts";
import type { Citation } from "./citation.ts";

interface Props {
  readonly citation: Citation;
  readonly format: CitationFormat;
}

/** Static paths of a route `[...citation]`: each citation in every format, at `path` and the format's ending. */
export function citationFiles(
  cited: readonly { readonly path: string; readonly citation: Citation }[],
) {
  return cited.flatMap(({ path, citation }) =>
    (Object.keys(citationFormats) as CitationFormat[]).map((format) => ({
      params: { citation: `${path}.${format}` },
      props: { citation, format } satisfies Props,
    })),
  );
}

/** Answers with one of them. */
export const citationFile: APIRoute<Props> = ({ props: { citation, format } }) =>
  new Response(citationText(format, citation), {
    headers: { "content-type": `${citationFormats[format].type}; charset=utf-8` },
  });
