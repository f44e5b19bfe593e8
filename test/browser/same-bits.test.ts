/** One small training on three hosts. What they compute must agree in every bit: it is what recorded results promise readers. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isMainThread, Worker as Thread } from "node:worker_threads";

import { chromium } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, it } from "vitest";

import { engineBundling } from "#runtime/bundling.ts";
import { simdBinary } from "#runtime/simd-binary.ts";

import { chromiumPath } from "../../scripts/chromium.ts";
import { serve } from "../../scripts/serve.ts";
import { miniTraining } from "./mini-training.ts";

const folder = mkdtempSync(join(tmpdir(), "retort-bits-"));
const binaryPath = createRequire(import.meta.url).resolve(
  "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let here: Record<string, string>;
beforeAll(async () => {
  // The bundle that a worker of either host loads; this thread runs the modules themselves.
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    plugins: [engineBundling()],
    build: {
      outDir: folder,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("mini-training.ts", import.meta.url)),
        formats: ["es"],
        fileName: () => "mini-training.js",
      },
    },
  });
  copyFileSync(binaryPath, join(folder, "engine.wasm"));
  writeFileSync(
    join(folder, "worker.js"),
    'import { miniTraining } from "./mini-training.js";\nself.postMessage(await miniTraining(new URL("engine.wasm", import.meta.url).href));\n',
  );
  for (const page of ["index.html", "404.html"]) {
    writeFileSync(join(folder, page), "<!doctype html><title>Bits</title>");
  }
  here = await miniTraining(await simdBinary());
});

it("trains to weights that say something", () => {
  expect(isMainThread).toBe(true);
  expect(Object.keys(here)).toEqual(["conv", "lstm", "gru", "operations", "eigenvalues"]);
  expect(new Set(Object.values(here)).size).toBe(5);
});

it("comes to the same bits in a Node worker", async () => {
  const program = `
    const { parentPort, workerData } = require("node:worker_threads");
    const { readFileSync } = require("node:fs");
    import(workerData.module)
      .then(({ miniTraining }) => miniTraining(new Uint8Array(readFileSync(workerData.binary))))
      .then((digests) => parentPort.postMessage(digests));`;
  const module = pathToFileURL(join(folder, "mini-training.js")).href;
  const worker = new Thread(program, { eval: true, workerData: { module, binary: binaryPath } });
  try {
    expect(await messageOf(worker)).toEqual(here);
  } finally {
    await worker.terminate();
  }
});

it("comes to the same bits in a worker of Chromium", async () => {
  const { address, server } = await serve(folder, "/", 4870);
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const digests = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const worker = new Worker("worker.js", { type: "module" });
          worker.addEventListener("message", ({ data }) => resolve(data));
          worker.addEventListener("error", ({ message }) => reject(new Error(message)));
        }),
    );
    expect(digests).toEqual(here);
  } finally {
    await browser.close();
    server.close();
  }
});

function messageOf(worker: Thread): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}
