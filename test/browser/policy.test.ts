/** What pages load keeps to their policy without a try to do otherwise, which browsers would report. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, it } from "vitest";

import { openedSite } from "./opened.ts";

const opened = openedSite("content", "/", { port: 4895 });

/** Keeps what the browser reports of a page, from before its first script on. */
const listening =
  'window.reported = []; document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => window.reported.push(`${violatedDirective} ${blockedURI}`));';

it.each(["issues/062/", "experiments/wrong-labels/", "experiments/open-source-game/", "database/"])(
  "%s and its demos try nothing that the policy forbids",
  async (path) => {
    const page = await opened.page();
    await page.addInitScript(listening);
    await page.goto(opened.address + path);
    const demo = page.locator("retort-demo").first();
    if ((await demo.count()) > 0) await demo.scrollIntoViewIfNeeded();
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate("window.reported")).toEqual([]);
    // The listener hears what it should.
    await page.evaluate(
      'document.head.append(Object.assign(document.createElement("script"), { text: "1" }))',
    );
    await expect.poll(() => page.evaluate("window.reported")).toContain("script-src-elem inline");
  },
);

it("has zod validate without compiling wherever a page or a worker loads it", () => {
  const folder = join(opened.site.folder, "_astro");
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith(".js"))
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .filter((text) => text.includes("__zod_globalConfig"));
  expect(texts.length).toBeGreaterThan(1);
  for (const text of texts) expect(text).toMatch(/jitless: ?(?:!0|true)/);
});
