import { execFileSync, spawnSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { resultSchema } from "#lab/result.ts";

import smoke from "../../public/results/wrong-labels/smoke.json";
import { archive } from "../../scripts/pack/archive.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retort-packs-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("a pack", () => {
  it("computes, unpacked on a machine that has nothing, the result that is committed", () => {
    const out = join(folder, "retort.tar.gz");
    const words = ["scripts/pack.ts", "--out", out, "--without-data"];
    expect(execFileSync(process.execPath, words, { encoding: "utf8" })).toMatch(
      /retort\.tar\.gz \(\d+\.\d MiB\); unpack it and start retort\/run\n$/,
    );
    expect(readdirSync(folder)).toEqual(["retort.tar.gz"]);
    const bare = join(folder, "bare");
    mkdirSync(bare);
    execFileSync("tar", ["-xzf", out, "-C", bare]);
    const order = ["wrong-labels", "--preset", "smoke", "--seeds", "1"];
    const ran = spawnSync(join(bare, "retort/run"), order, { cwd: bare, env: {} });
    expect(ran.stderr.toString()).toBe("");
    expect(ran.status).toBe(0);
    const written = readFileSync(join(bare, "retort/results/wrong-labels/smoke.json"), "utf8");
    const { runs } = resultSchema.parse(JSON.parse(written));
    expect(runs.map(({ digest }) => digest)).toEqual([smoke.runs[0]?.digest]);
  }, 250_000);

  it("that would be too large is not written, and nothing is left of it", async () => {
    const contents = join(folder, "contents");
    mkdirSync(contents);
    writeFileSync(join(contents, "noise"), randomFillSync(new Uint8Array(61 * 2 ** 20)));
    const out = join(folder, "retort.tar.gz");
    await expect(archive(contents, out)).rejects.toThrow(
      /retort\.tar\.gz would be 62 MiB, more than 60; name it \.tar\.xz, or leave the data out/,
    );
    expect(readdirSync(folder)).toEqual(["contents"]);
  });

  it("that cannot be written says why", async () => {
    const out = join(folder, "missing/retort.tar.gz");
    await expect(archive(folder, out)).rejects.toThrow(/ could not be written: .*missing/);
  });

  it.each([[[]], [["--out", "retort.zip"]]])("is not made under %j", (words) => {
    const args = ["scripts/pack.ts", ...words];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^(no file|retort\.zip) is no name for a pack; usage: [^\n]+\n$/);
  });
});
