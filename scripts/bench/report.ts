/** What was measured, as a page in Markdown. */
import { networks } from "../../src/ml/networks.ts";
import { searchSection } from "./search-report.ts";
import type { SearchTimes } from "./search.ts";
import type { SeedTimes } from "./seeds.ts";
import { batch, type Speeds } from "./speed.ts";
import { number, table } from "./table.ts";
import type { PageWeight } from "./weights.ts";
import { median, type Times, type Work } from "./works.ts";

/** What the built site gives to measure. */
export interface SiteMeasures {
  readonly seeds: SeedTimes;
  readonly search: SearchTimes;
  readonly pages: readonly PageWeight[];
  /** What a live run loads. */
  readonly engine: readonly { readonly name: string; readonly bytes: number }[];
}

/** Multiply-adds as the layers are written down; gradients behind a pool need a quarter of theirs. */
const net = batch * networks.conv.macs;
const firstLayer = batch * 28 * 28 * 9 * 16;
const dense = 32 * (50 * 64 + 64 * 64 + 64 * 4);
const characters = 40 * 32;
const works: readonly (readonly [work: Work, name: string, macs: number])[] = [
  ["train", "net B: training step", 3 * net - firstLayer],
  ["forward", "net B: forward", net],
  ["inputGradient", "net B: input gradient", 2 * net],
  ["dqn", "DQN 50-64-64-4: update", 3 * dense - 32 * 50 * 64],
  ["lstm", "LSTM(128), 40 steps: update", 3 * characters * (128 * 512 + 128 * 64)],
];

/** The whole page; `machine` is a line on where it was measured. */
export function report(speeds: Speeds, site: SiteMeasures | null, machine: string): string {
  return [
    "# Benchmarks",
    `Written by \`npm run bench -- --out docs/benchmarks.md\`; nothing here is edited by hand. ${machine}`,
    engineSection(speeds),
    limitSection(speeds),
    hostSection(speeds),
    seedSection(speeds, site?.seeds ?? null),
    ...(site === null
      ? ["No live runs and no page weights: `dist/` is not there; `npm run build` makes it."]
      : [weightSection(site), searchSection(site.search)]),
    ...missing(speeds),
  ].join("\n\n");
}

function engineSection({ wasm, torch, onnx, stock, jax, cpu, ratios }: Speeds): string {
  const ratio = (other: Times | null, work: Work): string => quotient(other?.[work], wasm[work]);
  return [
    "## Training engines side by side",
    `Net B is 28×28×1 → 3×3 convolution to 16, ReLU, pool → 3×3 to 32, ReLU, pool → 64 → 10, batch ${batch}; the DQN and the LSTM have a batch of 32. ` +
      "Processor time, all threads of a process together, medians of alternating rounds; ours in milliseconds, the others as multiples of it, so below 1 is faster than ours. A dash: the engine cannot do it. " +
      "The last column is the median of each round's own ratio, with the lowest and the highest: rounds follow each other within seconds, and what else the machine does meets both.",
    table(
      [
        "",
        "ours, ms",
        "PyTorch, 1 thread",
        "onnxruntime, 1 thread",
        "tfjs wasm as shipped",
        "jax-js wasm",
        "tfjs cpu",
        "ours ÷ PyTorch",
      ],
      works.map(([work, name]) => [
        name,
        number(wasm[work]),
        ratio(torch, work),
        ratio(onnx, work),
        ratio(stock, work),
        ratio(jax, work),
        ratio(cpu, work),
        spread(ratios.torch, work),
      ]),
    ),
    "tfjs as shipped has no gradient of a convolution's filter on wasm, and none of `gather`; jax-js and tfjs's cpu engine were timed on net B alone; onnxruntime no longer trains.",
  ].join("\n\n");
}

function limitSection({ wasm, peak }: Speeds): string {
  return [
    "## How close to the limit",
    `128-bit vectors on this core, twelve independent chains of multiplications and additions in registers, come to ${number(peak)} GFLOP/s: WebAssembly has no fused multiply-add and no wider vectors, of which native code uses both.`,
    table(
      ["", "GFLOP/s", "of the limit"],
      works.map(([work, name, macs]) => {
        const rate = (2 * macs) / (wasm[work] ?? Number.NaN) / 1e6;
        return [name, number(rate), `${Math.round((100 * rate) / peak)} %`];
      }),
    ),
    "Operations are counted as the layers are written down, so a step that skips what a pool throws away can look faster than it computes. " +
      "What is lost of the rest: the first convolution has one input channel, so that nine products stand against loading and storing sixteen sums; windows are gathered into panels before they are multiplied; pooling, the loss and the optimiser move memory and compute little; " +
      "an LSTM waits for its own state at each of 40 steps, with exponentials between; a DQN's layers are so small that the calls themselves, some 40 a step, take most of the time.",
  ].join("\n\n");
}

function hostSection({ nodeWall, chromium, ratios, versions }: Speeds): string {
  return [
    "## Browser and Node",
    `The same bundle in a worker of headless Chromium ${versions.chromium} and on Node's main thread, wall time; medians as above.`,
    table(
      ["", "Chromium worker, ms", "Node, ms", "Chromium ÷ Node"],
      works.map(([work, name]) => [
        name,
        number(chromium[work]),
        number(nodeWall[work]),
        spread(ratios.chromium, work),
      ]),
    ),
  ].join("\n\n");
}

function seedSection({ twoProcesses }: Speeds, seeds: SeedTimes | null): string {
  const gains = seeds?.inTurn.map((s, round) => s / (seeds.together[round] ?? Number.NaN)) ?? [];
  return [
    "## Several workers",
    "How often as much gets done by two at once as by one; the first two rows are what this machine's two cores have to give.",
    table(
      ["", "two at once ÷ one"],
      [
        ["two processes, vector arithmetic in registers", number(twoProcesses.arithmetic)],
        ["two processes, training steps of net B", number(twoProcesses.training)],
        ...(seeds === null
          ? []
          : [
              [
                "two workers of a page, two seeds of `wrong-labels` (standard), start and drawing included",
                `${number(median(gains))} (${gains.map((gain) => gain.toFixed(2)).join(", ")})`,
              ],
            ]),
      ],
    ),
  ].join("\n\n");
}

function weightSection({ pages, engine }: SiteMeasures): string {
  return [
    "## What a reader downloads",
    "KiB after brotli before any interaction, fonts and pictures apart; the ten heaviest pages.",
    table(
      ["page", "HTML", "CSS", "script"],
      pages
        .slice(0, 10)
        .map(({ page, html, css, script }) => [page, kib(html), kib(css), kib(script)]),
    ),
    "A live run loads besides:",
    table(
      ["", "KiB"],
      [
        ...engine.map(({ name, bytes }) => [name, kib(bytes)]),
        ["together", kib(engine.reduce((sum, { bytes }) => sum + bytes, 0))],
      ],
    ),
  ].join("\n\n");
}

/** What would have been measured too. */
function missing({ torch, onnx }: Speeds): string[] {
  return [
    ...(torch === null
      ? [
          "No PyTorch to compare with: `apt-get install --no-install-recommends python3-torch libopenblas0-pthread`.",
        ]
      : []),
    ...(onnx === null
      ? [
          "No onnxruntime to compare with (it takes its model from PyTorch): `npm install --no-save --ignore-scripts onnxruntime-node@1.30.0`.",
        ]
      : []),
  ];
}

function quotient(a: number | undefined, b: number | undefined): string {
  return a === undefined || b === undefined ? "–" : number(a / b);
}

/** The median of the rounds' ratios, the lowest and the highest. */
function spread(rounds: readonly Times[], work: Work): string {
  const ratios = rounds.flatMap((round) => round[work] ?? []);
  if (ratios.length === 0) return "–";
  return `${number(median(ratios))} (${number(Math.min(...ratios))}–${number(Math.max(...ratios))})`;
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
