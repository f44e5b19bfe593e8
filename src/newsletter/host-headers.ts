import { rootPath } from "./addresses.ts";
import { headerPolicy } from "./policy.ts";
import type { NewsletterConfig } from "./schemas.ts";

/** What a host sends with the answers to some paths. */
export interface HeaderRule {
  /** A path from the host's root; `*` at its end stands for anything. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const feedTypes: Readonly<Record<string, string>> = {
  "feed.xml": "application/rss+xml; charset=utf-8",
  "atom.xml": "application/atom+xml; charset=utf-8",
  "feed.json": "application/feed+json; charset=utf-8",
  "podcast.xml": "application/rss+xml; charset=utf-8",
  "feeds.opml": "text/x-opml; charset=utf-8",
};

/** The most rules that Cloudflare reads. */
const mostRules = 100;

/** The headers a built site asks its host for; `files` are its files, as paths within it. No header is set by two rules, since hosts would join the values. */
export function hostHeaders(
  newsletter: Pick<NewsletterConfig, "address" | "subscribe">,
  files: readonly string[],
  audioHosts: readonly string[] = [],
): HeaderRule[] {
  const root = rootPath(newsletter);
  const everywhere = {
    path: `${root}*`,
    headers: {
      "Content-Security-Policy": headerPolicy(newsletter, audioHosts),
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "strict-origin-when-cross-origin",
      "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
      "Cross-Origin-Opener-Policy": "same-origin",
    },
  };
  const hashed = {
    path: `${root}_astro/*`,
    headers: { "Cache-Control": "public, max-age=31536000, immutable" },
  };
  const feeds = files
    .flatMap((file) => {
      const type = feedTypes[file.split("/").at(-1) ?? ""];
      return type === undefined ? [] : [{ path: root + file, headers: { "Content-Type": type } }];
    })
    .toSorted((a, b) => depth(a.path) - depth(b.path) || (a.path < b.path ? -1 : 1));
  // Beyond the limit the host's own type for the extension stands, which readers accept as well.
  return [everywhere, hashed, ...feeds].slice(0, mostRules);
}

function depth(path: string): number {
  return path.split("/").length;
}

/** The rules as the file `_headers`, which Netlify and Cloudflare read. */
export function headersFile(rules: readonly HeaderRule[]): string {
  return rules
    .map(({ path, headers }) =>
      [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join("\n"),
    )
    .join("\n\n")
    .concat("\n");
}

/** Reads such a file back. */
export function parseHeaders(text: string): HeaderRule[] {
  return text
    .split(/\n{2,}/)
    .filter((block) => block.trim() !== "")
    .map((block) => {
      const [path = "", ...lines] = block.trim().split("\n");
      const headers = lines.map((line) => {
        const [name = "", ...value] = line.split(":");
        return [name.trim(), value.join(":").trim()] as const;
      });
      return { path, headers: Object.fromEntries(headers) };
    });
}

/** The headers of every rule that fits the path. */
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  const fitting = rules.filter((rule) =>
    rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path,
  );
  return Object.assign({}, ...fitting.map(({ headers }) => headers)) as Record<string, string>;
}
