import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";
import { pipeline } from "node:stream";
import { createGzip } from "node:zlib";

import { headersFor, parseHeaders } from "#newsletter/host-headers.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".bin": "application/octet-stream",
};

/** Types that every host sends compressed. */
const packable = /^(?:text\/|image\/svg|application\/(?:wasm|javascript|(?:\w+\+)?(?:json|xml)))/;

export interface Served {
  readonly address: string;
  readonly server: Server;
}

/** Serves a built site as a static host does, under the path it was built for and with the headers of its `_headers`, compressed where the reader’s program takes that; takes the next free port from `port` on. */
export async function serve(folder: string, root: string, port: number): Promise<Served> {
  const file = join(folder, "_headers");
  const rules = existsSync(file) ? parseHeaders(readFileSync(file, "utf8")) : [];
  const server = createServer((request, response) => {
    const path = pathOf(request.url);
    if (path === undefined) {
      response.writeHead(400).end();
      return;
    }
    if (path === "/" && root !== "/") {
      response.writeHead(302, { location: root }).end();
      return;
    }
    const asked = path.startsWith(root) ? fileFor(folder, path.slice(root.length)) : undefined;
    const found = asked ?? join(folder, "404.html");
    const headers = {
      "Content-Type": types[extname(found)] ?? "application/octet-stream",
      ...headersFor(rules, path),
    };
    const isPacked =
      packable.test(headers["Content-Type"]) &&
      /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    response.writeHead(asked === undefined ? 404 : 200, {
      ...headers,
      ...(isPacked && { "Content-Encoding": "gzip", Vary: "Accept-Encoding" }),
    });
    if (isPacked) pipeline(createReadStream(found), createGzip(), response, ignoreLeaving);
    else pipeline(createReadStream(found), response, ignoreLeaving);
  });
  const taken = await listen(server, port);
  return { address: `http://localhost:${taken}${root}`, server };
}

/** A reader who leaves before the end is no fault. */
function ignoreLeaving(): void {}

/** Undefined when the address is none. */
function pathOf(url = "/"): string | undefined {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
}

function fileFor(folder: string, path: string): string | undefined {
  const safe = normalize(`/${path}`);
  // Hosts read these files and don’t give them out.
  if (safe === "/_headers" || safe === "/_redirects") return undefined;
  const candidates = [join(folder, safe), join(folder, safe, "index.html")];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}

async function listen(server: Server, port: number): Promise<number> {
  for (let candidate = port; candidate < port + 50; candidate += 1) {
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(candidate, () => resolve(true));
    });
    if (isFree) return candidate;
    server.removeAllListeners("error");
  }
  throw new Error(`no free port from ${port} to ${port + 49}; give another with --port`);
}
