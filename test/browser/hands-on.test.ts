import { cpSync } from "node:fs";
import { join } from "node:path";

import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";

import { copyProject } from "../scripts/project.ts";
import { siteIn } from "../site/built.ts";
import { digestOf, start } from "./demo-page.ts";
import { openedSite } from "./opened.ts";

const project = copyProject();
afterAll(() => project.remove());

/** The German newsletter with an experiment more, which newsletters have no use for. */
const demo = openedSite("test/fixtures/newsletter", "/my-newsletter/", {
  build: () => {
    cpSync("test/fixtures/experiments/hands-on", join(project.folder, "src/experiments/hands-on"), {
      recursive: true,
    });
    const built = [
      ["scripts/precompute.ts", "hands-on", "--preset", "quick"],
      ["scripts/precompute.ts", "hands-on", "--preset", "full"],
      ["scripts/build.ts", "--out", "dist"],
    ].map((words) => project.run(words, "test/fixtures/newsletter", { NODE_ENV: "production" }));
    for (const { status, stdout, stderr } of built) expect(status, stdout + stderr).toBe(0);
    return siteIn(join(project.folder, "dist"), "/my-newsletter/");
  },
});

const figure = (id: string): string => `.results > .figures [data-figure="${id}"]`;
const captionOf = (page: Page, id: string): Promise<string | null> =>
  page.textContent(`${figure(id)} .run-caption`);
const heightOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector(".demo")?.getBoundingClientRect().height ?? 0);
const inAddress = (page: Page, name: string): string | null =>
  new URL(page.url()).searchParams.get(name);

/** The experiment's page, its demo run once. */
async function openRun(width = 1280, hasTouch = false): Promise<Page> {
  const page = await demo.open("experiments/hands-on/", {
    viewport: { width, height: 900 },
    hasTouch,
  });
  await page.click(start);
  await digestOf(page);
  return page;
}

/** The middle of what a selector finds, on the screen. */
async function middleOf(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const place = page.locator(selector);
  await place.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await place.boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  return { x: x + width / 2, y: y + height / 2 };
}

describe("an instant experiment", () => {
  it("loads nothing before the click, and then no engine", async () => {
    const page = await demo.page();
    const programs: string[] = [];
    page.on("request", (request) => programs.push(new URL(request.url()).pathname));
    await page.goto(`${demo.address}experiments/hands-on/`);
    expect(programs.filter((path) => /plain|demo-run|spec|run-/.test(path))).toEqual([]);
    await page.click(start);
    await digestOf(page);
    expect(programs.some((path) => /plain-/.test(path))).toBe(true);
    expect(programs.filter((path) => /\.wasm$|worker-|graphics-/.test(path))).toEqual([]);
    expect(await page.textContent(".detail")).toMatch(/^javascript · digest/);
  });

  it("runs again at every change, in the same worker, and the address follows", async () => {
    const page = await openRun();
    let workers = 0;
    page.on("worker", () => (workers += 1));
    await page.click("[name=isWide]");
    await expect.poll(() => inAddress(page, "isWide")).toBe("true");
    await page.fill("[name=meanX]", "1.5");
    await expect.poll(() => captionOf(page, "cloud")).toBe("The mean is 1.5 across and 0 up.");
    expect(workers).toBe(0);
    const again = await demo.open(page.url().replace(demo.address, ""));
    await expect.poll(() => again.isChecked("[name=isWide]")).toBe(true);
    await again.click(start);
    expect(await digestOf(again)).toBe(await digestOf(page));
  });

  it.each([1280, 320])("keeps the height of its frame at %i pixels", async (width) => {
    const page = await demo.open("experiments/hands-on/", { viewport: { width, height: 900 } });
    const before = await heightOf(page);
    await page.click(start);
    await digestOf(page);
    await page.focus(".handle");
    for (const key of ["ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp"]) {
      await page.keyboard.press(key);
      expect(Math.abs((await heightOf(page)) - before)).toBeLessThan(1);
    }
    await expect.poll(() => captionOf(page, "cloud")).toBe("The mean is 0.5 across and 0.5 up.");
    expect(Math.abs((await heightOf(page)) - before)).toBeLessThan(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    const { violations } = await new AxeBuilder({ page }).include("retort-demo").analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
  });
});

describe("a handle", () => {
  it("is dragged, and sets its parameters to their nearest steps", async () => {
    const page = await openRun();
    const { x, y } = await middleOf(page, ".handle");
    await page.mouse.move(x + 5, y + 5);
    await page.mouse.down();
    await page.mouse.move(x + 45, y - 15, { steps: 4 });
    await page.mouse.up();
    const across = Number(await page.inputValue("[name=meanX]"));
    const up = Number(await page.inputValue("[name=meanY]"));
    expect(across).toBeGreaterThan(0);
    expect(up).toBeGreaterThan(0);
    expect([across % 0.25, up % 0.25]).toEqual([0, 0]);
    await expect
      .poll(() => captionOf(page, "cloud"))
      .toBe(`The mean is ${across} across and ${up} up.`);
    await expect.poll(() => inAddress(page, "meanX")).toBe(String(across));
    // It stands where it was let go, to half a step.
    const now = await middleOf(page, ".handle");
    const unit = (now.x - x) / across;
    expect(Math.abs(now.x - x - 40)).toBeLessThanOrEqual(0.125 * unit + 1);
  });

  it("stops at the ends of its range, by keyboard", async () => {
    const page = await openRun();
    await page.focus(".handle");
    for (let i = 0; i < 3; i += 1) await page.keyboard.press("Shift+ArrowLeft");
    expect(await page.inputValue("[name=meanX]")).toBe("-3");
    expect(await page.getAttribute(".handle", "aria-label")).toBe("Mean: -3 across, 0 up");
    await expect.poll(() => inAddress(page, "meanX")).toBe("-3");
  });
});

describe("a pick", () => {
  it("of a cell of a heat map sets both its parameters, by click and by keyboard", async () => {
    const page = await openRun();
    const { x, y } = await middleOf(page, `${figure("distances")} .picked`);
    const { width = 0 } =
      (await page.locator(`${figure("distances")} .picked`).boundingBox()) ?? {};
    await page.mouse.click(x + 2 * width, y + 3 * width);
    await expect.poll(() => captionOf(page, "distances")).toBe("Steps from column 3, row 4.");
    await page.focus(`${figure("distances")} .picked`);
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => captionOf(page, "distances")).toBe("Steps from column 2, row 3.");
    await expect
      .poll(() => [inAddress(page, "column"), inAddress(page, "row")])
      .toEqual(["2", "3"]);
    expect(await page.getAttribute(`${figure("distances")} .picked`, "aria-label")).toContain(
      "column 2, row 3",
    );
  });

  it("of a scatter takes the point nearest to the finger", async () => {
    const page = await openRun(390, true);
    const first = await middleOf(page, `${figure("features")} .picked`);
    await page.focus(`${figure("features")} .picked`);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => captionOf(page, "features")).toBe("The chosen feature is the loop.");
    await page.touchscreen.tap(first.x - 6, first.y + 8);
    await expect.poll(() => captionOf(page, "features")).toBe("The chosen feature is the edge.");
    expect(inAddress(page, "feature")).toBe("0");
  });
});

describe("boards", () => {
  const player = `${figure("walk")} board-player`;
  const words = (page: Page): Promise<string | null> =>
    page.getAttribute(`${player} canvas`, "aria-label");

  it("stand still until they are asked, then show the recorded game move by move", async () => {
    const page = await demo.open("experiments/hands-on/");
    await page.waitForTimeout(700);
    expect(await page.isVisible(`${player} canvas`)).toBe(false);
    await page.click(`${player} [data-step="-1"]`);
    await expect.poll(() => words(page)).toContain("walk: Move 6. walker in row");
    await expect.poll(() => page.textContent(`${player} .said`)).toContain("Move 6.");
    await page.waitForTimeout(700);
    expect(await words(page)).toContain("Move 6.");
  });

  it("play at the reader’s pace, to the end, and pause", async () => {
    const page = await demo.open("experiments/hands-on/", { reducedMotion: "reduce" });
    await page.click(`${player} [data-play]`);
    await expect.poll(() => words(page), { timeout: 5000 }).toMatch(/Move [2-5]\./);
    await page.click(`${player} [data-play]`);
    await expect.poll(() => page.textContent(`${player} [data-play]`)).toBe("Play");
    const paused = await words(page);
    await page.waitForTimeout(500);
    expect(await words(page)).toBe(paused);
    await page.selectOption(`${player} [data-speed]`, "8");
    await page.click(`${player} [data-play]`);
    await expect.poll(() => words(page), { timeout: 5000 }).toContain("Move 7.");
    await expect.poll(() => page.textContent(`${player} [data-play]`)).toBe("Play");
  });

  it("tell by keyboard what each choice is worth", async () => {
    const page = await demo.open("experiments/hands-on/");
    await page.focus(`${player} [type=range]`);
    await expect.poll(() => words(page)).toContain("Move 7.");
    for (let i = 0; i < 2; i += 1) await page.keyboard.press("ArrowLeft");
    await expect.poll(() => words(page)).toMatch(/Move [56]\./);
    await page.focus(`${player} .ask`);
    await expect
      .poll(() => page.textContent(`${player} .worth`))
      .toMatch(/^walk, worth of each move: left -[56], right [12] \(taken\)$/);
    const { violations } = await new AxeBuilder({ page }).include(player).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`)).toEqual([]);
  });

  it("show a run’s game where there is one", async () => {
    const page = await openRun();
    await page.click(`${player} [data-step="-1"]`);
    await expect.poll(() => words(page)).toContain("Move 6. walker in row");
    await page.fill("[name=row]", "0");
    await expect.poll(() => words(page)).toContain("walker in row 1, column 8");
  });
});

describe("a line to type in that is private", () => {
  const line = "[name=word]";

  it("is computed with, and stands in no address, no copied link and no request", async () => {
    const page = await demo.page({ permissions: ["clipboard-read", "clipboard-write"] });
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.url() + (request.postData() ?? "")));
    await page.goto(`${demo.address}experiments/hands-on/`);
    await page.click(start);
    const without = await digestOf(page);
    await page.fill(line, "quince");
    await page.press(line, "Tab");
    await expect.poll(() => digestOf(page)).not.toBe(without);
    await page.click("[data-action=link]");
    await expect
      .poll(() => page.textContent("retort-demo .status"))
      .toBe(
        "The link is copied: it opens this demo with these settings, but not with what you typed.",
      );
    expect(inAddress(page, "row")).toBe("1");
    expect(page.url()).not.toContain("quince");
    expect(await page.evaluate(() => navigator.clipboard.readText())).not.toContain("quince");
    expect(sent.filter((address) => address.includes("quince"))).toEqual([]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
  });

  it("keeps what was typed when another preset is chosen, and shows the recorded runs beside it", async () => {
    const page = await demo.open("experiments/hands-on/");
    await page.fill(line, "quince");
    await page.selectOption("[data-presets]", "full");
    await expect.poll(() => inAddress(page, "row")).toBe("1");
    expect(await page.inputValue(line)).toBe("quince");
    await page.click(start);
    await digestOf(page);
    expect(await page.textContent("retort-demo .status")).toContain(
      "The recorded runs beside it have these settings, but not what you typed.",
    );
  });

  it("cannot be typed in where the script never comes, since the browser itself would send it", async () => {
    const page = await demo.page();
    await page.route(/\.js$/, (route) => route.abort());
    await page.goto(`${demo.address}experiments/hands-on/`);
    expect(await page.isDisabled(line)).toBe(true);
    await page.click(start);
    await expect.poll(() => inAddress(page, "row")).toBe("1");
    expect(inAddress(page, "word")).toBeNull();
  });
});

describe("a pad", () => {
  it("is drawn on before a run, cleared, and kept by the address", async () => {
    const page = await demo.open("experiments/hands-on/");
    const { x, y } = await middleOf(page, ".surface");
    await page.mouse.move(x - 40, y - 40);
    await page.waitForSelector(".pad[data-is-open]");
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 40, { steps: 8 });
    await page.mouse.up();
    await page.click(start);
    await digestOf(page);
    const [ink = ""] = /\d+/.exec((await captionOf(page, "ink")) ?? "") ?? [];
    expect(Number(ink)).toBeGreaterThan(20);
    const again = await demo.open(page.url().replace(demo.address, ""));
    await again.waitForFunction(() =>
      /1h/.test(document.querySelector(".surface path")?.getAttribute("d") ?? ""),
    );
    await again.click(start);
    await digestOf(again);
    await expect.poll(() => captionOf(again, "ink")).toBe(`${ink} pixels of the pad are inked.`);
    await again.click("[data-clear]");
    await expect.poll(() => captionOf(again, "ink")).toBe("0 pixels of the pad are inked.");
  });

  it("is drawn on by keyboard, pixel by pixel", async () => {
    const page = await openRun();
    await page.focus(".surface");
    for (const key of ["ArrowRight", " ", "ArrowDown", " "]) {
      await page.keyboard.press(key);
      await page.waitForTimeout(200);
    }
    await expect.poll(() => captionOf(page, "ink")).toBe("2 pixels of the pad are inked.");
  });
});
