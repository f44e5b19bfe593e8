import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";
import { build } from "vite";

import { engineBundling } from "../../src/runtime/bundling.ts";
import { chromiumPath } from "../chromium.ts";
import { projectFolder } from "../node-host.ts";
import { serve } from "../serve.ts";
import type { Times } from "./works.ts";

/** Measures the engine in a worker of headless Chromium, once each call; `close` ends browser and server. */
export interface ChromiumBench {
  /** Its version. */
  readonly version: string;
  readonly measure: (batch: number, repeats: number) => Promise<Times>;
  readonly close: () => Promise<void>;
}

export async function openChromiumBench(): Promise<ChromiumBench> {
  const folder = await mkdtemp(join(tmpdir(), "retort-bench-"));
  await build({
    root: projectFolder,
    configFile: false,
    publicDir: false,
    logLevel: "error",
    plugins: [engineBundling()],
    build: {
      lib: {
        entry: join(projectFolder, "scripts/bench/chromium-worker.ts"),
        formats: ["es"],
        fileName: () => "worker.js",
      },
      outDir: folder,
      emptyOutDir: true,
    },
  });
  await copyFile(
    createRequire(import.meta.url).resolve(
      "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
    ),
    join(folder, "engine.wasm"),
  );
  for (const page of ["index.html", "404.html"]) {
    await writeFile(join(folder, page), "<!doctype html><title>bench</title>");
  }
  const { address, server } = await serve(folder, "/", 4800);
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  return {
    version: browser.version(),
    measure: async (batch, repeats) => {
      const page = await browser.newPage();
      await page.goto(address);
      try {
        return await page.evaluate(timesOfWorker, {
          binary: `${address}engine.wasm`,
          batch,
          repeats,
        });
      } finally {
        await page.close();
      }
    },
    close: async () => {
      await browser.close();
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs in the page. */
function timesOfWorker(settings: {
  binary: string;
  batch: number;
  repeats: number;
}): Promise<Times> {
  return new Promise((resolve, reject) => {
    const worker = new Worker("worker.js", { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Times>) => resolve(data));
    worker.addEventListener("error", ({ message }) => reject(new Error(message)));
    worker.postMessage(settings);
  });
}
