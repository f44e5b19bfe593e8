/** Static hosts, each with the rules that its documentation states, in front of a built site. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

/** What a host answers. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A site as its host sees it: files by their path from the host's root. */
interface Stored {
  /** Content of a file, and undefined for a folder or nothing. */
  readonly file: (path: string) => Buffer | undefined;
  readonly isFolder: (path: string) => boolean;
}

export interface Host {
  readonly name: string;
  /** It puts a site under the name of its repository. */
  readonly underPath: boolean;
  readonly readsHeaders: boolean;
  readonly has404Page: boolean;
  readonly answer: (path: string, site: Stored) => Answer;
}

export interface Hosted {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Puts a built site on a host, under `root`, at a free port of this machine. */
export async function putOn(host: Host, folder: string, root: string): Promise<Hosted> {
  const place = (path: string): string | undefined => {
    const safe = normalize(path);
    return safe.startsWith(root) ? join(folder, safe.slice(root.length)) : undefined;
  };
  const site: Stored = {
    file: (path) => {
      const found = place(path);
      return found !== undefined && existsSync(found) && statSync(found).isFile()
        ? readFileSync(found)
        : undefined;
    },
    isFolder: (path) => {
      const found = place(path);
      return found !== undefined && existsSync(found) && statSync(found).isDirectory();
    },
  };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    send(response, withQuery(host.answer(decodeURIComponent(pathname), site), search));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { origin: `http://localhost:${portOf(server)}`, close: () => closed(server) };
}

function withQuery(answer: Answer, search: string): Answer {
  const location = answer.headers["location"];
  if (location === undefined || location.includes("?")) return answer;
  const [path = "", fragment] = location.split("#");
  const whole = path + search + (fragment === undefined ? "" : `#${fragment}`);
  return { ...answer, headers: { ...answer.headers, location: whole } };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** Types by extension, as nearly every host has them. */
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".xml": "application/xml",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
};
const typeOf = (path: string): string => types[extname(path)] ?? "application/octet-stream";

/** `https://docs.github.com/pages`: no headers of one's own, ten minutes in every cache, a slash put to folders, names without `.html`, 404.html. */
export const gitHubPages: Host = {
  name: "GitHub Pages",
  underPath: true,
  readsHeaders: false,
  has404Page: true,
  answer(path, { file, isFolder }) {
    const cache = { "cache-control": "max-age=600", "access-control-allow-origin": "*" };
    const found = path.endsWith("/") ? `${path}index.html` : path;
    const body = file(found) ?? file(`${path}.html`);
    if (body !== undefined) {
      const type = typeOf(file(found) === undefined ? ".html" : found);
      return { status: 200, headers: { "content-type": type, ...cache }, body };
    }
    if (isFolder(path) && !path.endsWith("/")) {
      return { status: 301, headers: { location: `${encodeURI(path)}/` } };
    }
    const [, project = "/"] = /^(\/[^/]+\/)/.exec(path) ?? [];
    const page = file(`${project}404.html`) ?? file("/404.html") ?? "404";
    return {
      status: 404,
      headers: { "content-type": types[".html"] ?? "", ...cache },
      body: page,
    };
  },
};

/** A rule of `_redirects`; only what both hosts read: two paths and a status. */
interface Rule {
  readonly from: string;
  readonly to: string;
  readonly status: number;
}

function rulesOf(site: Stored): Rule[] {
  return (site.file("/_redirects")?.toString("utf8") ?? "")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [from = "", to = "", status = "302"] = line.trim().split(/\s+/);
      return { from: decodeURI(from), to, status: Number(status) };
    });
}

/** Headers by `_headers`: each indented line belongs to the path above it; values of several rules are joined. */
function ownHeaders(site: Stored, path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  let fits = false;
  for (const line of (site.file("/_headers")?.toString("utf8") ?? "").split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (!/^\s/.test(line)) {
      const pattern = line.trim();
      fits = pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
      continue;
    }
    if (!fits) continue;
    const at = line.indexOf(":");
    const name = line.slice(0, at).trim().toLowerCase();
    const value = line.slice(at + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return headers;
}

/** `https://developers.cloudflare.com/pages/configuration`: rules of `_redirects` before files, paths without `.html` and `index`, asked anew each time. */
export const cloudflarePages: Host = {
  name: "Cloudflare Pages",
  underPath: false,
  readsHeaders: true,
  has404Page: true,
  answer(path, site) {
    const rule = rulesOf(site).find(({ from }) => from === path);
    if (rule !== undefined) return { status: rule.status, headers: { location: rule.to } };
    const cache = { "cache-control": "public, max-age=0, must-revalidate" };
    const own = { ...cache, ...ownHeaders(site, path) };
    if (path === "/_headers" || path === "/_redirects") return missing(site, own);
    if (path.endsWith("/index.html")) return slashed(path.slice(0, -"index.html".length));
    if (path.endsWith(".html") && site.file(path) !== undefined) return slashed(path.slice(0, -5));
    const found = [path.endsWith("/") ? `${path}index.html` : path, `${path}.html`].find(
      (file) => site.file(file) !== undefined,
    );
    const body = found === undefined ? undefined : site.file(found);
    if (found === undefined || body === undefined) {
      return site.file(`${path}/index.html`) === undefined
        ? missing(site, own)
        : slashed(`${path}/`);
    }
    return { status: 200, headers: { "content-type": typeOf(found), ...own }, body };
  },
};

/** `https://docs.netlify.com/routing`: files before the rules of `_redirects`, the slash at an end is all one, asked anew each time. */
export const netlify: Host = {
  name: "Netlify",
  underPath: false,
  readsHeaders: true,
  has404Page: true,
  answer(path, site) {
    const cache = { "cache-control": "public,max-age=0,must-revalidate" };
    const own = { ...cache, ...ownHeaders(site, path) };
    if (path === "/_headers" || path === "/_redirects") return missing(site, own);
    const bare = path.replace(/\/$/, "");
    const found = [path, `${bare}/index.html`, `${bare}.html`].find(
      (file) => site.file(file) !== undefined,
    );
    const body = found === undefined ? undefined : site.file(found);
    if (found !== undefined && body !== undefined) {
      if (found.endsWith("/index.html") && !path.endsWith("/") && path !== found) {
        return { status: 301, headers: { location: encodeURI(`${path}/`) } };
      }
      return { status: 200, headers: { "content-type": typeOf(found), ...own }, body };
    }
    const rule = rulesOf(site).find(({ from }) => from.replace(/\/$/, "") === bare);
    if (rule !== undefined) return { status: rule.status, headers: { location: rule.to } };
    return missing(site, own);
  },
};

/** Cloudflare's answer to another spelling of an address. */
function slashed(to: string): Answer {
  return { status: 308, headers: { location: encodeURI(to) } };
}

function missing(site: Stored, headers: Readonly<Record<string, string>>): Answer {
  const body = site.file("/404.html") ?? "404";
  return { status: 404, headers: { "content-type": types[".html"] ?? "", ...headers }, body };
}

/** As `python3 -m http.server`: files, folders with a slash, types by extension, nothing else. */
export const bareServer: Host = {
  name: "a bare server",
  underPath: true,
  readsHeaders: false,
  has404Page: false,
  answer(path, { file, isFolder }) {
    if (isFolder(path) && !path.endsWith("/")) {
      return { status: 301, headers: { location: `${encodeURI(path)}/` } };
    }
    const found = path.endsWith("/") ? `${path}index.html` : path;
    const body = file(found);
    if (body === undefined) {
      return { status: 404, headers: { "content-type": "text/html" }, body: "File not found" };
    }
    return { status: 200, headers: { "content-type": typeOf(found).replace(/;.*/, "") }, body };
  },
};
