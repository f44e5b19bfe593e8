/** What the built site asks readers to download, brotli-compressed. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { brotliCompressSync } from "node:zlib";

export interface PageWeight {
  /** Path under the site's root. */
  readonly page: string;
  readonly html: number;
  readonly css: number;
  /** All script that the page loads before any interaction. */
  readonly script: number;
}

/** Bytes of every page with the files that it names itself, fonts and pictures apart. */
export function pageWeights(site: string): PageWeight[] {
  return filesUnder(site)
    .filter((path) => path.endsWith(".html"))
    .map((path) => {
      const html = readFileSync(path, "utf8");
      const styles = linked(html, /<link[^>]+rel="?stylesheet"?[^>]*>/g, /href="?([^"\s>]+)/);
      const scripts = linked(html, /<script[^>]+src=[^>]*>/g, /src="?([^"\s>]+)/);
      const resolved = (addresses: readonly string[]): string[] =>
        addresses.flatMap((address) => fileOf(site, path, address));
      return {
        page: relative(site, path),
        html: brotliBytes(Buffer.from(html)),
        css: total(resolved(styles)),
        script: total(withImports(resolved(scripts))),
      };
    })
    .toSorted((a, b) => b.script + b.css + b.html - (a.script + a.css + a.html));
}

/** Bytes of what one live run loads: the worker with all that it imports at once, and the engine's binary; each experiment's own chunks come on top. */
export function engineWeights(site: string): { name: string; bytes: number }[] {
  const files = filesUnder(site);
  const worker = withImports(files.filter((path) => /\/worker-[^/]*\.js$/.test(path)));
  const binary = files.filter((path) => /\/tfjs-backend-wasm[^/]*\.wasm$/.test(path));
  return [...worker, ...binary].map((path) => ({
    name: relative(site, path),
    bytes: brotliBytes(readFileSync(path)),
  }));
}

function linked(html: string, tag: RegExp, address: RegExp): string[] {
  return [...html.matchAll(tag)].flatMap(([text]) => address.exec(text)?.[1] ?? []);
}

/** The file behind an address of the page's own site, whatever path the site is served under; none where it is not found. */
function fileOf(site: string, page: string, address: string): string[] {
  if (/^(https?:)?\/\//.test(address)) return [];
  if (!address.startsWith("/")) return [join(dirname(page), address)].filter(existsSync);
  const parts = address.split("/").slice(1);
  const candidates = parts.map((_, i) => join(site, ...parts.slice(i)));
  return candidates.filter(existsSync).slice(0, 1);
}

/** Scripts and all they import without being asked. */
function withImports(scripts: readonly string[]): string[] {
  const seen = new Set<string>();
  const waiting = [...scripts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    const code = readFileSync(path, "utf8");
    for (const [, imported = ""] of code.matchAll(/(?:\bfrom|\bimport)\s*["'`](\.[^"'`]+)["'`]/g)) {
      const file = join(dirname(path), imported);
      if (existsSync(file)) waiting.push(file);
    }
  }
  return [...seen];
}

function total(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + brotliBytes(readFileSync(path)), 0);
}

function brotliBytes(content: Buffer): number {
  return brotliCompressSync(content).length;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
}
