import { describe, expect, it } from "vitest";

import { oneAtATime } from "#islands/one-at-a-time.ts";

describe("work done one piece at a time", () => {
  it("begins at once, and does what is asked for meanwhile once, afterwards", async () => {
    const ends: (() => void)[] = [];
    const ask = oneAtATime(() => new Promise((end) => ends.push(end)));
    expect(ask()).toBe(true);
    expect([ask(), ask()]).toEqual([false, false]);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await expect.poll(() => ends.length).toBe(2);
    ends[1]?.();
    await expect.poll(() => ask()).toBe(true);
    expect(ends).toHaveLength(3);
  });
});
