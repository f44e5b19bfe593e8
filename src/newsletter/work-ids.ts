/** How catalogues name a work, as far as its address says so. */
export interface WorkIds {
  /** arXiv identifier without version: `1905.02175`, `hep-th/9901001`. */
  readonly arxiv?: string;
  /** Digital Object Identifier (ISO 26324), without the resolver: `10.23915/distill.00019`. */
  readonly doi?: string;
}

/** What the address of a work says of its identifiers: those of arXiv, its papers' DOIs (10.48550) and any address that carries a DOI. */
export function workIds(url: string | undefined): WorkIds {
  if (url === undefined || !URL.canParse(url)) return {};
  const { hostname, pathname } = new URL(url);
  const [, arxiv] = /(?:^|\.)arxiv\.org$/.test(hostname) ? (arxivPath.exec(pathname) ?? []) : [];
  if (arxiv !== undefined) return { arxiv, doi: `10.48550/arXiv.${arxiv}` };
  const [, doi] =
    /(?:^|\/)(10\.\d{4,9}\/[^?#\s]+?)(?:\.pdf|\/(?:full|pdf|abstract))?\/?$/.exec(
      decoded(pathname),
    ) ?? [];
  if (doi === undefined) return {};
  const [, own] = /^10\.48550\/arxiv\.(.+)$/i.exec(doi) ?? [];
  return { ...(own !== undefined && { arxiv: own }), doi };
}

const arxivPath =
  /^\/(?:abs|pdf|html|format)\/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})(?:v\d+)?(?:\.pdf)?\/?$/;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Whether a text is an International Standard Serial Number whose check digit is right (ISO 3297). */
export function isIssn(text: string): boolean {
  if (!/^\d{4}-\d{3}[\dX]$/.test(text)) return false;
  const digits = text
    .replace("-", "")
    .split("")
    .map((digit) => (digit === "X" ? 10 : Number(digit)));
  return digits.reduce((sum, digit, i) => sum + digit * (8 - i), 0) % 11 === 0;
}
