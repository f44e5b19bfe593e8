import { existsSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { encode } from "#ml/characters.ts";
import { loadText, textBytes, textDataSets } from "#ml/text-data.ts";
import { nodeEngine, nodeRuntime } from "#runtime/node.ts";

const present = textDataSets.filter(
  (name) => name === "newsletter" || existsSync(`public/data/${name}/manifest.json`),
);

describe.each(present)("the text %s", (name) => {
  it("is as long as readers are told, and has no character that a model does not know", async () => {
    const { load } = nodeRuntime(await nodeEngine(), 1);
    const text = await loadText(load, name);
    expect(Buffer.byteLength(text)).toBe(textBytes(name));
    expect(encode(text)).toHaveLength(text.length);
  });
});

it.skipIf(!existsSync("public/data/shakespeare/text.txt"))(
  "Shakespeare names no number in figures within reach of the experiment",
  () => {
    const text = readFileSync("public/data/shakespeare/text.txt", "utf8");
    expect(text.slice(0, 300_000)).not.toMatch(/[0-9]/);
  },
);

it("a text that is not there is told with the command that fetches it", async () => {
  const { load } = nodeRuntime(await nodeEngine(), 1, { folder: "no-such-folder" });
  await expect(loadText(load, "shakespeare")).rejects.toThrow(
    /data\/shakespeare\/text\.txt; run npm run data -- shakespeare$/,
  );
});
