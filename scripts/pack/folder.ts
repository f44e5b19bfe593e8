import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { bundleForNode, projectFolder } from "../node-host.ts";

const require = createRequire(import.meta.url);

/** Makes a folder `retort` with all that computing takes, trained networks and texts included, lends it, and removes it. */
export async function withPackFolder<Made>(
  parts: readonly ("program" | "data")[],
  use: (folder: string) => Promise<Made>,
): Promise<Made> {
  const parent = mkdtempSync(join(tmpdir(), "retort-pack-"));
  const folder = join(parent, "retort");
  const clear = (): void => rmSync(parent, { recursive: true, force: true });
  process.once("SIGINT", () => {
    clear();
    process.exit(130);
  });
  try {
    mkdirSync(folder);
    await addProgram(folder);
    addEngines(folder);
    for (const kind of ["public/models", "public/texts"]) {
      add(join(projectFolder, kind), join(folder, kind));
    }
    if (parts.includes("data"))
      add(join(projectFolder, "public/data"), join(folder, "public/data"));
    return await use(folder);
  } finally {
    clear();
  }
}

/** Node, the bundles and the script that starts them. */
async function addProgram(folder: string): Promise<void> {
  cpSync(process.execPath, join(folder, "node"), { dereference: true });
  cpSync(join(projectFolder, "LICENSE"), join(folder, "LICENSE"));
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  writeFileSync(join(folder, "run"), script);
  chmodSync(join(folder, "run"), 0o755);
  for (const [entry, name] of bundles) {
    const bundle = await bundleForNode(entry, name);
    cpSync(dirname(bundle), join(folder, "program"), { recursive: true });
    rmSync(dirname(bundle), { recursive: true, force: true });
  }
}

const bundles = [
  ["scripts/pack/precompute.ts", "precompute"],
  ["src/runtime/node-process.ts", "run"],
] as const;

/** Needs no other program, so that it runs where there is none. */
const script = `#!/bin/sh
# ./run <experiment> [--preset full] ...: what npm run precompute does, without npm.
case "$0" in */*) here="\${0%/*}" ;; *) here=. ;; esac
exec "$here/node" "$here/program/precompute.mjs" "$@"
`;

/** The engines' binaries, where the bundles look for them; Dawn's only where it is installed, and for this platform alone. */
function addEngines(folder: string): void {
  const wasm = "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
  add(require.resolve(wasm), join(folder, "node_modules", wasm));
  const dawn = join(projectFolder, "node_modules/webgpu");
  const platform = `dist/${process.platform}-${process.arch}`;
  for (const file of ["package.json", "index.js", "LICENSE.md", platform]) {
    add(join(dawn, file), join(folder, "node_modules/webgpu", file));
  }
}

function add(from: string, to: string): void {
  if (existsSync(from)) cpSync(from, to, { recursive: true, dereference: true });
}
