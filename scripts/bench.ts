/** `npm run bench`: how fast the engine is, what several workers gain, and how heavy the built pages are. */
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

import { rootPath } from "#newsletter/addresses.ts";

import { networks } from "../src/ml/networks.ts";
import { measureSeeds } from "./bench/seeds.ts";
import { batch, measureSpeeds, median, type Work } from "./bench/speed.ts";
import { engineWeights, pageWeights } from "./bench/weights.ts";
import { contentFolder, readContent } from "./content.ts";

/** Multiply-adds as the layers are written down; gradients behind a pool need a quarter of theirs. */
const net = batch * networks.conv.macs;
const firstLayer = batch * 28 * 28 * 9 * 16;
const dense = 32 * (50 * 64 + 64 * 64 + 64 * 4);
const characters = 40 * 32;
const works: readonly (readonly [name: string, work: Work, macs: number])[] = [
  [`net B, batch ${batch}: training step`, "train", 3 * net - firstLayer],
  [`net B, batch ${batch}: forward`, "forward", net],
  [`net B, batch ${batch}: input gradient`, "inputGradient", 2 * net],
  ["DQN 50-64-64-4, batch 32: update", "dqn", 3 * dense - 32 * 50 * 64],
  ["LSTM(128), batch 32, 40 steps: update", "lstm", 3 * characters * (128 * 512 + 128 * 64)],
];

console.log("Processor time, medians of 3 rounds");
const { wasm, peak, cpu, torch } = await measureSpeeds(3);
console.table(
  Object.fromEntries(
    works.map(([name, work, macs]) => {
      const rate = (2 * macs) / wasm[work] / 1e6;
      const cpuTime = cpu[work];
      return [
        name,
        {
          "wasm, ms": rounded(wasm[work]),
          ...(torch !== null && {
            "PyTorch, ms": rounded(torch[work]),
            "wasm ÷ PyTorch": rounded(wasm[work] / torch[work]),
          }),
          ...(cpuTime !== undefined && { "tfjs cpu ÷ wasm": rounded(cpuTime / wasm[work]) }),
          "GFLOP/s": rounded(rate),
          "of the limit": `${Math.round((100 * rate) / peak)} %`,
        },
      ];
    }),
  ),
);
console.log(`The limit of 128-bit vectors on this core: ${rounded(peak)} GFLOP/s`);
if (torch === null) {
  console.log(
    "no PyTorch to compare with: apt-get install --no-install-recommends python3-torch libopenblas0-pthread",
  );
}

const site = fileURLToPath(new URL("../dist", import.meta.url));
if (existsSync(site)) {
  console.log(
    `Two seeds of wrong-labels, quick, in headless Chromium on ${availableParallelism()} cores: wall time, medians of 3 rounds`,
  );
  const { newsletter } = readContent(contentFolder);
  const { together, inTurn } = await measureSeeds(site, rootPath(newsletter), 3);
  const gains = inTurn.map((seconds, round) => seconds / (together[round] ?? Number.NaN));
  console.table({
    "two seeds": {
      "two workers, s": rounded(median(together)),
      "one worker, in turn, s": rounded(median(inTurn)),
      "one ÷ two": rounded(median(gains)),
      "fastest rounds": rounded(Math.min(...inTurn) / Math.min(...together)),
      "each round": gains.map((gain) => gain.toFixed(2)).join(", "),
    },
  });
  console.log(
    "Pages: KB after brotli, before any interaction, fonts and pictures apart; the ten heaviest",
  );
  console.table(
    pageWeights(site)
      .slice(0, 10)
      .map(({ page, html, css, script }) => ({
        page,
        html: kilobytes(html),
        css: kilobytes(css),
        script: kilobytes(script),
      })),
  );
  console.log("A live run loads besides, KB after brotli");
  console.table(engineWeights(site).map(({ name, bytes }) => ({ name, size: kilobytes(bytes) })));
} else {
  console.log("no live runs and no page weights: dist/ is not there; run npm run build");
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 102.4) / 10;
}
