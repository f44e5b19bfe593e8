/** The files of a built site and what hosts make of them. */
import { statSync } from "node:fs";
import { join } from "node:path";

import { filesBelow } from "../files.ts";

/** What may be asked of a built site's files. */
export interface SiteFiles {
  readonly folder: string;
  /** Every file as a path within the site, sorted. */
  readonly files: readonly string[];
  readonly has: (file: string) => boolean;
}

/** Lists a built site, once. */
export function siteFiles(folder: string): SiteFiles {
  return siteOf(folder, filesBelow(folder));
}

/** A built site whose files are known, sorted. */
export function siteOf(folder: string, files: readonly string[]): SiteFiles {
  const all = new Set(files);
  return { folder, files, has: (file) => all.has(file) };
}

/** The file that a host gives out at a path within the site; undefined where there is none. */
export function fileAt({ has }: Pick<SiteFiles, "has">, path: string): string | undefined {
  if (path === "" || path.endsWith("/")) {
    const page = `${path}index.html`;
    return has(page) ? page : undefined;
  }
  return has(path) ? path : undefined;
}

/** The path at which a host gives out a file. */
export function pathOfFile(file: string): string {
  return file.replace(/(^|\/)index\.html$/, "$1");
}

const most = { bytes: 25 * 1024 * 1024, files: 20_000, sitePagesBytes: 1_000_000_000 };

/** What a host would refuse, one line each; the disk is asked only for sizes that are not `known`. As to limits: Cloudflare takes files of at most 25 MiB, and 20,000 of them where nothing is paid; GitHub Pages takes 1 GB. None of it makes the site wrong for another host. */
export function hostHints(
  { folder, files }: SiteFiles,
  known: ReadonlyMap<string, { readonly size: number }> = new Map(),
): string[] {
  const sizes = files.map((file) => ({
    file,
    bytes: known.get(file)?.size ?? statSync(join(folder, file)).size,
  }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    ...sizes
      .filter(({ bytes }) => bytes > most.bytes)
      .map(
        ({ file, bytes }) =>
          `${file} has ${mebibytes(bytes)} MiB, and Cloudflare takes no file above 25 MiB; make it smaller or choose another host`,
      ),
    ...(files.length > most.files
      ? [
          `the site has ${files.length} files, and Cloudflare takes 20,000 where nothing is paid; choose another plan or host`,
        ]
      : []),
    ...(total > most.sitePagesBytes
      ? [
          `the site has ${mebibytes(total)} MiB, and GitHub Pages takes 1 GB at most; choose another host`,
        ]
      : []),
  ];
}

function mebibytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
