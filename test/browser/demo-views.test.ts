import { expect, it } from "vitest";

import spec from "../../src/experiments/corruptions/spec.ts";
import { digestOf, start } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const site = openedSite("content", "/", { port: 4890 });

it("a pick that only looks draws again, runs nothing and stays in the address", async () => {
  const params = Object.entries(spec.presets.smoke.params).map(([name, value]) => [
    name,
    String(value),
  ]);
  const query = new URLSearchParams([["demo", "corruptions"], ...params]);
  const page = await site.open(`experiments/corruptions/?${query.toString()}`);
  await expect.poll(() => page.inputValue("[name=reach]")).toBe("1");
  await page.click(start);
  const digest = await digestOf(page);
  const caption = (): Promise<string | null> =>
    page.textContent('.results > .figures [data-figure="wave"] .run-caption');
  expect(await caption()).toContain("0 cycles down and 13 across");

  let workers = 0;
  page.on("worker", () => (workers += 1));
  const picked = page.locator('.results > .figures [data-figure="waves-standard"] .picked');
  await picked.scrollIntoViewIfNeeded();
  const { x, y, width } = (await picked.boundingBox()) ?? { x: 0, y: 0, width: 0 };
  await page.mouse.click(x - width / 2, y - width / 2);
  await expect.poll(caption).toContain("-13 cycles down and 0 across");
  await picked.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect.poll(caption).toContain("-13 cycles down and -13 across");
  const address = new URL(page.url()).searchParams;
  expect([address.get("column"), address.get("row")]).toEqual(["0", "0"]);
  expect(await page.getAttribute("retort-demo", "data-digest")).toBe(digest);
  expect(workers).toBe(0);

  // Opened again, the address looks at the same cell.
  const again = await site.open(page.url().replace(site.address, ""));
  await expect.poll(() => again.inputValue("[name=column]")).toBe("0");
  await again.click(start);
  expect(await digestOf(again)).toBe(digest);
  expect(
    await again.textContent('.results > .figures [data-figure="wave"] .run-caption'),
  ).toContain("-13 cycles down and -13 across");
});
