import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";

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

export interface Served {
  readonly address: string;
  readonly server: Server;
}

/** Serves a built site as a static host does, under the path it was built for; takes the next free port from `port` on. */
export async function serve(folder: string, root: string, port: number): Promise<Served> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    if (path === "/" && root !== "/") {
      response.writeHead(302, { location: root }).end();
      return;
    }
    const file = path.startsWith(root) ? fileFor(folder, path.slice(root.length)) : undefined;
    const found = file ?? join(folder, "404.html");
    response.writeHead(file === undefined ? 404 : 200, {
      "content-type": types[extname(found)] ?? "application/octet-stream",
      ...policyHeader(found),
    });
    createReadStream(found).pipe(response);
  });
  const taken = await listen(server, port);
  return { address: `http://localhost:${taken}${root}`, server };
}

function fileFor(folder: string, path: string): string | undefined {
  const safe = normalize(`/${path}`);
  const candidates = [join(folder, safe), join(folder, safe, "index.html")];
  return candidates.find((file) => existsSync(file) && statSync(file).isFile());
}

/** The page's own policy as a header too, as `_headers` gives it on hosts that read that. */
function policyHeader(file: string): Record<string, string> {
  if (extname(file) === ".html") {
    const [, policy] =
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(file, "utf8")) ??
      [];
    return policy === undefined ? {} : { "content-security-policy": policy };
  }
  return extname(file) === ".js"
    ? { "content-security-policy": "script-src 'self' 'wasm-unsafe-eval'" }
    : {};
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
