/** Whether hosts read all of `_headers` and `_redirects`; what is beyond their limits they leave out without a word. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { parseHeaders } from "#newsletter/host-headers.ts";
import { mostRedirects } from "#newsletter/redirects.ts";

import type { SiteFiles } from "./site-files.ts";

const most = { rules: 100, lineLength: 2000 };

/** What Cloudflare, the stricter of the hosts, would leave out, one line each. */
export function hostFileProblems({ folder }: Pick<SiteFiles, "folder">): string[] {
  const headers = textOf(folder, "_headers");
  const redirects = textOf(folder, "_redirects");
  const rules = parseHeaders(headers).length;
  const lines = redirects.split("\n").filter((line) => line !== "");
  return [
    ...(rules > most.rules
      ? [`_headers: ${rules} rules, of which Cloudflare reads ${most.rules}; make them fewer`]
      : []),
    ...longLines("_headers", headers, most.lineLength),
    ...(lines.length > mostRedirects.rules
      ? [
          `_redirects: ${lines.length} lines, of which Cloudflare reads ${mostRedirects.rules}; make them fewer`,
        ]
      : []),
    ...(Buffer.byteLength(redirects) > mostRedirects.bytes
      ? [`_redirects: more than the 100 KB that Cloudflare reads; make the lines fewer`]
      : []),
    ...longLines("_redirects", redirects, mostRedirects.lineLength),
  ];
}

function textOf(folder: string, file: string): string {
  const path = join(folder, file);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function longLines(file: string, text: string, limit: number): string[] {
  return text
    .split("\n")
    .flatMap((line, i) =>
      line.length > limit
        ? [
            `${file}:${i + 1}: ${line.length} characters, of which Cloudflare reads ${limit}; shorten the line`,
          ]
        : [],
    );
}
