import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, describe, expect, it, vi } from "vitest";

import { remedy } from "#runtime/missing-file.ts";
import { runExperiment } from "#runtime/node.ts";
import { loadFile } from "#runtime/worker-host.ts";

import spec from "../../src/experiments/empathic-dqn/spec.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a file that is missing", () => {
  it.each([
    ["data/mnist/train-images.bin", "; run npm run data -- mnist"],
    ["models/mnist-robust/manifest.json", "; run npm run precompute -- --model mnist-robust"],
    ["results/bugs/full.json", "; run npm run precompute -- bugs --preset full"],
    ["somewhere/else/altogether.json", ""],
    ["favicon.svg", ""],
  ])("%s is told with the command that makes it", (path, command) => {
    expect(remedy(path)).toBe(command);
  });

  const command = "; run npm run precompute -- empathic-dqn --preset standard";

  it("is told so by a run in Node that wants the shipped networks", async () => {
    const folder = mkdtempSync(join(tmpdir(), "retort-missing-"));
    const params = { ...spec.presets.smoke.params, policy: "shipped" };
    const end = await runExperiment("empathic-dqn", params, { folder }).catch(String);
    rmSync(folder, { recursive: true });
    expect(end).toContain(`standard.json${command}`);
  });

  it("is told so in a browser", async () => {
    const answer = vi.fn<typeof fetch>().mockResolvedValue(new Response(null, { status: 404 }));
    vi.stubGlobal("fetch", answer);
    await expect(
      loadFile("https://example.org/", "results/empathic-dqn/standard.json"),
    ).rejects.toThrow(
      `this site has no results/empathic-dqn/standard.json (the server answered 404)${command}`,
    );
  });
});
