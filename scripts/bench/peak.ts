/** Entry of a process that prints the limit of 128-bit multiplications and additions on this core, GFLOP/s, by the module `assembly/peak.ts` given in base64; median of 15 runs of about 4 ms. */
import { median } from "./works.ts";

const [module = ""] = process.argv.slice(2);
const { exports } = new WebAssembly.Instance(
  new WebAssembly.Module(Buffer.from(module, "base64")),
  { env: { memory: new WebAssembly.Memory({ initial: 1 }) } },
);
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as its source declares
const run = exports["peak"] as (turns: number, factor: number, term: number) => number;
const turns = 4_000_000;
const rates: number[] = [];
for (let i = -5; i < 15; i += 1) {
  const before = process.cpuUsage();
  run(turns, 1, 0);
  const { user, system } = process.cpuUsage(before);
  // Twelve operations of four floats a turn.
  if (i >= 0) rates.push((48 * turns) / (1000 * (user + system)));
}
console.log(JSON.stringify(median(rates)));
