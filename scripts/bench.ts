/** `npm run bench`: how fast the engine is, and how heavy the built pages are. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { batch, measureSpeeds, type Times } from "./bench/speed.ts";
import { engineWeights, pageWeights } from "./bench/weights.ts";

console.log(`Net B, batch ${batch}: processor time, medians of 3 rounds`);
const { wasm, cpu, torch } = await measureSpeeds(3);
const measures: readonly (readonly [string, keyof Times])[] = [
  ["training step", "train"],
  ["forward", "forward"],
  ["input gradient", "inputGradient"],
];
console.table(
  Object.fromEntries(
    measures.map(([name, key]) => [
      name,
      {
        "wasm, ms": rounded(wasm[key]),
        "images/s": Math.round((batch * 1000) / wasm[key]),
        "tfjs cpu ÷ wasm": rounded(cpu[key] / wasm[key]),
        ...(torch !== null && {
          "PyTorch, ms": rounded(torch[key]),
          "wasm ÷ PyTorch": rounded(wasm[key] / torch[key]),
        }),
      },
    ]),
  ),
);
if (torch === null) {
  console.log(
    "no PyTorch to compare with: apt-get install --no-install-recommends python3-torch libopenblas0-pthread",
  );
}

const site = fileURLToPath(new URL("../dist", import.meta.url));
if (existsSync(site)) {
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
  console.log("no page weights: dist/ is not there; run npm run build");
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 102.4) / 10;
}
