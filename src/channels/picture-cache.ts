import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** The libraries that draw and whose faces are drawn. */
const libraries = /"(?:@napi-rs\/canvas|chart\.js|svgo|@fontsource-variable\/[\w-]+)": "[^"]+"/g;

/** Stands for all that decides how pictures are drawn, beside what they show: code by its path, and of package.json the versions of the libraries that draw. */
export function drawingKey(sources: Readonly<Record<string, string>>): string {
  const parts = Object.entries(sources).map(([path, text]) =>
    path.endsWith("/package.json") ? [path, text.match(libraries) ?? []] : [path, text],
  );
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

const folder = join("node_modules", ".cache", "retort", "pictures");
const monthMs = 30 * 24 * 60 * 60 * 1000;

/** The picture kept under this key by an earlier build, else the one made now, which is kept: drawing takes most of a build. */
export async function keptPicture(
  key: string,
  make: () => Promise<Buffer | string>,
): Promise<Buffer> {
  const path = join(folder, createHash("sha256").update(key).digest("hex"));
  if (existsSync(path)) {
    const now = new Date();
    utimesSync(path, now, now);
    return readFileSync(path);
  }
  const picture = Buffer.from(await make());
  mkdirSync(folder, { recursive: true });
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, picture);
  renameSync(part, path);
  return picture;
}

/** Removes what no build of the last 30 days asked for. */
export function dropOldPictures(): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (Date.now() - statSync(path).mtimeMs > monthMs) rmSync(path, { force: true });
  }
}
