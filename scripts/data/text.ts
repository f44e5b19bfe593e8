import { simplified } from "#ml/characters.ts";

import type { TextSource } from "../data-sets.ts";
import { download } from "./download.ts";
import { expectSum, localPath, type OriginalSettings, readLocal } from "./originals.ts";

/** A published text in the characters that small models know. */
export async function textOf(source: TextSource, settings: OriginalSettings): Promise<string> {
  return simplified(new TextDecoder().decode(await original(source, settings)));
}

async function original(
  { file, sha256, mirrors, local }: TextSource,
  { local: folder, signal, onBytes }: OriginalSettings,
): Promise<Uint8Array> {
  const path = localPath(local.folder, local.file, folder);
  if (path === undefined) {
    const keptAs = `${local.folder}/${local.file}`;
    return download(file, sha256, { mirrors, signal, onBytes, keptAs });
  }
  const bytes = await readLocal(path);
  expectSum(path, bytes, sha256);
  return bytes;
}
