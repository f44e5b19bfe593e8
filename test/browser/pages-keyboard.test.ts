import { describe, expect, it } from "vitest";

import { openedSite } from "./opened.ts";

describe("a reader with a keyboard alone", () => {
  const opened = openedSite();

  it("skips to the text with the first key", async () => {
    const page = await opened.open("issues/062/");
    await page.keyboard.press("Tab");
    const skip = page.locator(".skip");
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  });

  it.each(["", "issues/062/", "issues/062/robust-feature-leakage/", "database/", "subscribe/"])(
    "reaches everything on /%s in the order of the page, and sees where they are",
    async (path) => {
      const page = await opened.open(path, { viewport: { width: 1440, height: 900 } });
      // The settings of demos far down a page come at the first Tab.
      await page.keyboard.press("Tab");
      await page.keyboard.press("Shift+Tab");
      const expected = await page.evaluate(() => {
        const radios = new Set<string>();
        return [
          ...document.querySelectorAll<HTMLElement>(
            "a[href], button, input, select, summary, [tabindex='0']",
          ),
        ].filter((each) => {
          if (each.matches(":disabled") || !each.checkVisibility({ visibilityProperty: true }))
            return false;
          // One of a group of radio buttons is reached; arrows lead to the others.
          if (!(each instanceof HTMLInputElement) || each.type !== "radio") return true;
          const isFirst = !radios.has(each.name);
          radios.add(each.name);
          return isFirst;
        }).length;
      });
      const unseen: string[] = [];
      let reached = 0;
      let previous = -1;
      for (;;) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
          const each = document.activeElement;
          if (each === null || each === document.body) return undefined;
          const { outlineStyle, outlineWidth } = getComputedStyle(each);
          const box = each.getBoundingClientRect();
          return {
            place: [...document.querySelectorAll("*")].indexOf(each),
            name: each.outerHTML.slice(0, 80),
            isSeen:
              outlineStyle !== "none" &&
              parseFloat(outlineWidth) >= 2 &&
              box.bottom > 0 &&
              box.top < innerHeight &&
              box.right > 0,
          };
        });
        if (at === undefined || at.place <= previous) break;
        if (!at.isSeen) unseen.push(at.name);
        previous = at.place;
        reached += 1;
      }
      expect(unseen).toEqual([]);
      expect(reached).toBe(expected);
    },
  );
});
