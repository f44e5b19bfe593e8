/** The two files of a model: whole or not at all. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { kernelsVersion } from "../../../src/kernels/version.ts";
import {
  type ModelManifest,
  modelManifestSchema,
  readModelManifest,
} from "../../../src/ml/pretrained-manifest.ts";
import { compactJson } from "../compact-json.ts";
import type { ModelOrder } from "./order.ts";

/** Most bytes of a model's weights: readers fetch them and the repository keeps every version. */
const mostBytes = 400 * 1024;

/** Whether the folder holds what today's recipe and kernels make, undamaged. */
export async function isMade({ id, folder, recipe }: ModelOrder): Promise<boolean> {
  try {
    const manifest = readModelManifest(await readFile(join(folder, "manifest.json")), id);
    const bytes = await readFile(join(folder, "weights.bin"));
    return (
      isDeepStrictEqual(manifest.plan, recipe.plan) &&
      manifest.provenance.kernels === kernelsVersion &&
      manifest.weights.sha256 === createHash("sha256").update(bytes).digest("hex")
    );
  } catch {
    // Missing or unreadable: to be made.
    return false;
  }
}

/** Makes the folder, and throws a sentence if nothing can be written there. */
export async function prepareFolder(folder: string): Promise<void> {
  const probe = join(folder, `.${process.pid}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

/** Writes both files under other names and then renames them, the manifest last. */
export async function writeModel(
  folder: string,
  manifest: ModelManifest,
  bytes: Uint8Array,
): Promise<void> {
  if (bytes.length > mostBytes) {
    throw new Error(
      `the weights of ${manifest.id} would be ${Math.ceil(bytes.length / 1024)} KB; a model may have ${mostBytes / 1024}, so it must be smaller`,
    );
  }
  const files = [
    { path: join(folder, "weights.bin"), content: bytes },
    {
      path: join(folder, "manifest.json"),
      content: compactJson(modelManifestSchema.parse(manifest)),
    },
  ];
  try {
    for (const { path, content } of files) await writeFile(temporary(path), content);
    for (const { path } of files) await rename(temporary(path), path);
  } catch (error) {
    for (const { path } of files) await rm(temporary(path), { force: true });
    throw unwritable(folder, error);
  }
}

function temporary(path: string): string {
  return `${path}.${process.pid}.tmp`;
}

function unwritable(path: string, cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(
    `${path} cannot be written (${reason}); make room for it, or give another folder with --out`,
    { cause },
  );
}
