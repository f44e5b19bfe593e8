import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { afterEach, beforeEach, expect, it } from "vitest";

import type { TextSource } from "../../scripts/data-sets.ts";
import { packDataSet, type PackSettings } from "../../scripts/data/pack.ts";

const play =
  "First Citizen:\nBefore we proceed any further, hear me speak!\n\nAll:\nSpeak & speak.\n";
const packed = "first citizen:\nbefore we proceed any further, hear me speak.\nall:\nspeak speak.";

let folder: string;
const servers: Server[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "retort-text-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  for (const server of servers.splice(0)) server.close();
});

it("a text is fetched once, and packed in the characters that a model knows", async () => {
  const asked: (string | undefined)[] = [];
  const mirror = await publicSource((url) => {
    asked.push(url);
    return play;
  });
  const source = sourceOf([mirror]);
  expect(await packDataSet("play", source, settings())).toBe("made");
  expect(await packDataSet("play", source, settings())).toBe("was there");
  expect(asked).toEqual(["/input.txt"]);
  expect(readFileSync(join(folder, "play", "text.txt"), "utf8")).toBe(packed);
  expect(JSON.parse(readFileSync(join(folder, "play", "manifest.json"), "utf8"))).toMatchObject({
    characters: packed.length,
  });
});

it("a damaged text is made again, from the local folder without the web", async () => {
  const local = join(folder, "mirror");
  mkdirSync(join(local, "text"), { recursive: true });
  writeFileSync(join(local, "text", "play.txt"), play);
  const source = sourceOf([]);
  await packDataSet("play", source, { ...settings(), local });
  writeFileSync(join(folder, "play", "text.txt"), packed.slice(1));
  expect(await packDataSet("play", source, { ...settings(), local })).toBe("made");
  expect(readFileSync(join(folder, "play", "text.txt"), "utf8")).toBe(packed);
});

it("a text that is not what was published is told in one sentence, with the place to put it", async () => {
  const source = sourceOf([await publicSource(() => "another text")]);
  await expect(packDataSet("play", source, settings())).rejects.toThrow(
    /^input\.txt could not be fetched: [^\n]+ sent other bytes than were published, SHA-256 [0-9a-f]{64}; put it into the folder named by RETORT_DATA as text\/play\.txt$/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

const real = process.env["RETORT_DATA"];
it.skipIf(real === undefined)("npm run data packs the real Shakespeare", () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [resolve("scripts/data.ts"), "shakespeare"],
    { cwd: folder, env: { ...process.env, RETORT_DATA: resolve(real ?? "") }, encoding: "utf8" },
  );
  expect(status).toBe(0);
  expect(stdout).toMatch(/shakespeare: Tiny Shakespeare \(Karpathy\), 1,108,148 characters\n$/);
  const text = readFileSync(join(folder, "public", "data", "shakespeare", "text.txt"), "utf8");
  expect(text).toMatch(/^first citizen:\nbefore we proceed any further, hear me speak\.\n/);
});

function sourceOf(mirrors: readonly string[]): TextSource {
  return {
    kind: "text",
    title: "A play",
    mirrors,
    file: "input.txt",
    sha256: createHash("sha256").update(play).digest("hex"),
    local: { folder: "text", file: "play.txt" },
  };
}

function settings(): PackSettings {
  return { folder, local: undefined, signal: new AbortController().signal, onBytes: () => {} };
}

/** Starts a server that stands for a public source; gives its address. */
async function publicSource(answer: (url: string | undefined) => string): Promise<string> {
  const server = createServer(({ url }, response) => void response.end(answer(url)));
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
