import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { download, type DownloadSettings, sha256 } from "./download.ts";

export interface OriginalSettings extends Pick<DownloadSettings, "signal" | "onBytes"> {
  /** A folder with the original files in one folder a data set, asked before the web. */
  readonly local: string | undefined;
}

/** Pictures as bytes, row by row, the channels of a pixel side by side. */
export interface PictureBytes {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** An original file of a data set as published: the local one, or else fetched; throws one sentence where its sum is another. */
export async function original(
  name: string,
  file: string,
  expected: string,
  mirrors: readonly string[],
  { local, signal, onBytes }: OriginalSettings,
): Promise<Uint8Array> {
  const path = localPath(name, file, local);
  if (path === undefined) return download(file, expected, { mirrors, signal, onBytes });
  const bytes = await readLocal(path);
  expectSum(path, bytes, expected);
  return bytes;
}

/** Where the local folder has the file; undefined where it has not. */
export function localPath(
  name: string,
  file: string,
  local: string | undefined,
): string | undefined {
  const path = local === undefined ? undefined : join(local, name, file);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** The bytes of a file; throws a sentence that names it. */
export async function readLocal(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} cannot be read: ${reason}`, { cause: error });
  });
}

/** Throws a sentence where the bytes of `path` have another SHA-256 than expected. */
export function expectSum(path: string, bytes: Uint8Array, expected: string): void {
  const sum = sha256(bytes);
  if (sum === expected) return;
  throw new Error(
    `${path} has the SHA-256 ${sum}, ${expected} was expected; replace it, or remove it to have it fetched`,
  );
}
