import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { openedSite } from "./opened.ts";

const opened = openedSite("test/fixtures/newsletter", "/my-newsletter/");
const path = "issues/001/";
const row = (node: string): string => `argument-map [data-row="${node}"]`;
const beliefOf = (page: Page, node: string): Promise<string | null> =>
  page.textContent(`${row(node)} output`);
const follows = (page: Page): Promise<string> => page.locator("argument-map .follows").innerText();
const inAddress = (page: Page): string => new URL(page.url()).searchParams.toString();

describe("a map of an argument", () => {
  it("is answered by keyboard alone, and says what follows", async () => {
    const page = await opened.open(path);
    expect(await follows(page)).toBe(
      "Noch spricht nichts für oder gegen etwas; alles steht bei 50 %.",
    );
    await page.focus(`${row("groesse")} [value=defer]`);
    // Radio buttons: one stop, and arrows within.
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    expect(await page.isChecked(`${row("groesse")} [value=yes]`)).toBe(true);
    await expect.poll(() => beliefOf(page, "sammeln"), { timeout: 5000 }).toBe("80 %");
    expect(await follows(page)).toBe("Dafür spricht es: Daten sammeln (80\u00A0%).");
    expect(inAddress(page)).toBe("map=lernen&groesse=yes");
    // Past the number field and the reasons to the next question.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.isVisible(`${row("groesse")} details li`)).toBe(true);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.type("25");
    expect(await page.isChecked(`${row("ideen")} [value=percent]`)).toBe(true);
    // 2^(1·(2·0,25 − 1)) = 0,707 : 1.
    expect(await beliefOf(page, "denken")).toBe("41 %");
    await page.keyboard.press("Tab");
    expect(inAddress(page)).toBe("map=lernen&groesse=yes&ideen=25");
    expect(await page.textContent("argument-map .next")).toContain("Alles ist beantwortet.");
  });

  it("is answered with the mouse, from the picture too, and cleared", async () => {
    const page = await opened.open(path);
    await page.click("argument-map svg [data-node=ideen]");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe(
      "lernen-ideen",
    );
    await page.click(`${row("ideen")} label:has([value=no])`);
    expect(await page.textContent("argument-map svg [data-node=groesse] .belief")).toBe("67 %");
    const width = (node: string): Promise<string | null> =>
      page.getAttribute(`argument-map svg [data-node=${node}] .bar`, "width");
    expect(Number(await width("groesse"))).toBeCloseTo(40, 9);
    expect(Number(await width("ideen"))).toBe(0);
    expect(await page.getAttribute("argument-map svg", "aria-label")).toContain("Nachdenken 33 %");
    // Choosing the number takes the belief that stands there.
    await page.click(`${row("groesse")} label:has([value=percent])`);
    expect(await page.inputValue(`${row("groesse")} [type=number]`)).toBe("67");
    await page.click("argument-map [data-action=clear]");
    expect(await beliefOf(page, "groesse")).toBe("50 %");
    expect(await page.inputValue(`${row("groesse")} [type=number]`)).toBe("");
    expect(inAddress(page)).toBe("");
  });

  it("is opened by its address with the same answers, whatever else the address says", async () => {
    const page = await opened.open(`${path}?map=lernen&groesse=no&ideen=150&sonst=yes#map-lernen`);
    await expect.poll(() => beliefOf(page, "sammeln")).toBe("20 %");
    expect(await page.isChecked(`${row("groesse")} [value=no]`)).toBe(true);
    expect(await page.isChecked(`${row("ideen")} [value=defer]`)).toBe(true);
    await page.fill(`${row("ideen")} [type=number]`, "150");
    await page.keyboard.press("Tab");
    expect(await page.inputValue(`${row("ideen")} [type=number]`)).toBe("99");
  });

  it.each([1280, 320])(
    "moves nothing below it while it is answered, at %i pixels",
    async (width) => {
      const page = await opened.open(path, { viewport: { width, height: 900 } });
      const height = (): Promise<number> =>
        page.evaluate(() => document.querySelector(".map")?.getBoundingClientRect().height ?? 0);
      const before = await height();
      for (const node of ["groesse", "ideen"]) {
        for (const answer of ["yes", "no", "percent"]) {
          await page.check(`${row(node)} [value=${answer}]`);
          expect(Math.abs((await height()) - before)).toBeLessThan(1);
        }
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations } = await new AxeBuilder({ page }).include("argument-map").analyze();
        expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
      }
    },
  );

  it("is a list with every reason where there is no script, and in print", async () => {
    const still = await opened.open(path, { javaScriptEnabled: false });
    const reason = `${row("ideen")} details li >> nth=0`;
    expect(await still.locator(reason).innerText()).toBe(
      "Gegen Größe genügt (ein Ja teilt die Chancen durch 2): Was auf eine Idee wartet, kommt nicht durch mehr vom Selben.",
    );
    expect(await still.locator(reason).isVisible()).toBe(true);
    expect(await still.locator(`${row("ideen")} [value=yes]`).isVisible()).toBe(false);
    const page = await opened.open(path);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(reason).isVisible()).toBe(true);
    expect(await page.locator("argument-map [data-action=copy]").isVisible()).toBe(false);
  });
});
