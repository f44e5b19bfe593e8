import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { openedSite } from "./opened.ts";

const site = openedSite("content", "/", { port: 4890 });

const path = "experiments/factored-evaluation/";
const start = "retort-game form button";
const choice = (kind: string): string => `retort-game [data-choice^="${kind}"]`;
const stateOf = (page: Page): Promise<string | null> =>
  page.getAttribute("retort-game", "data-state");
const heightOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector("retort-game")?.getBoundingClientRect().height ?? 0);
const linesOf = (page: Page): Promise<string[]> =>
  page.locator("retort-game .lines li").allTextContents();
const meters = (page: Page): Promise<string[]> =>
  page.locator("retort-game .meters label").allTextContents();

/** The game's page, with a game begun. */
async function openGame(seat = "judge", options: BrowserContextOptions = {}): Promise<Page> {
  const page = await site.open(
    `${path}?game=factored-evaluation&material=01-the-lamp-at-brannock-head&seat=${seat}&seed=5`,
    options,
  );
  await page.click(start);
  await page.waitForSelector('retort-game[data-state="playing"]');
  return page;
}

/** Decides every question that is open, and how sure that is. */
async function decideAll(page: Page): Promise<void> {
  while ((await page.locator(choice("take")).count()) > 0) await page.click(choice("take"));
  await page.click(choice("75"));
}

/** Moves the focus on until it is on what is wanted. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted))
      return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not come to ${wanted}`);
}

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).include("retort-game").analyze();
  return found.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ""}`);
}

describe("a game", () => {
  it("is played to its end by mouse, three levels down, and reveals who was honest", async () => {
    const page = await openGame();
    const height = await heightOf(page);
    await page.click(choice("ask 0"));
    expect(await meters(page)).toEqual([
      expect.stringMatching(/^Read 1\d\d of 650/),
      expect.stringMatching(/^Asked 1 of 6/),
    ]);
    await page.click(choice("ask 0"));
    await page.click(choice("open 0"));
    await page.click(choice("open 1"));
    expect(
      (await linesOf(page)).filter((line) => /verified at characters \d+ to \d+/.test(line)),
    ).toHaveLength(2);
    expect(await heightOf(page)).toBe(height);
    await decideAll(page);
    expect(await stateOf(page)).toBe("ended");
    expect(await page.textContent("retort-game .prompt")).toMatch(
      /^(Right|Wrong): .* to depth 3 of 3\.$/,
    );
    expect(await page.textContent("retort-game .document")).toContain(
      "eleven of them held seawater",
    );
    expect(await page.textContent("retort-game .calibration")).toMatch(
      /over 1 game: right in (100|0) %, sure to 75 %; Brier score 0\.(06|56)/,
    );
    expect(await heightOf(page)).toBe(height);
    expect(await violations(page)).toEqual([]);
  });

  it("is played by keyboard alone, the focus on what is asked", async () => {
    const page = await site.open(path);
    await page.focus("retort-game [name=seat]");
    await tabTo(page, start);
    await page.keyboard.press("Enter");
    await page.waitForSelector('retort-game[data-state="playing"]');
    const focusIsOnPrompt = (): Promise<boolean> =>
      page.evaluate(() => document.activeElement?.className.includes("prompt") === true);
    for (const wanted of ["ask", "ask"]) {
      expect(await focusIsOnPrompt()).toBe(true);
      await tabTo(page, choice(wanted));
      await page.keyboard.press("Enter");
    }
    await tabTo(page, "retort-game [name=words]");
    await page.keyboard.type("a unicorn of glass");
    expect(await page.textContent("retort-game output")).toContain("not in the text");
    for (let decisions = 0; decisions < 3; decisions += 1) {
      await page.focus("retort-game .prompt");
      await tabTo(page, choice("take"));
      await page.keyboard.press("Space");
    }
    await tabTo(page, choice("90"));
    await page.keyboard.press("Enter");
    expect(await stateOf(page)).toBe("ended");
    expect(await focusIsOnPrompt()).toBe(true);
    expect(await page.textContent("retort-game .status")).toBe("The game is over.");
    expect(await violations(page)).toEqual([]);
    await tabTo(page, choice("next"));
    await page.keyboard.press("Enter");
    expect(await page.inputValue("retort-game [name=material]")).toMatch(/^03-/);
    expect(await stateOf(page)).toBe("playing");
  });

  it("looks words up as they are typed, and loads nothing and sends nothing while it is played", async () => {
    const page = await site.page();
    const requests: string[] = [];
    page.on("request", (request) => requests.push(new URL(request.url()).pathname));
    await page.goto(site.address + path);
    expect(requests.filter((address) => /game-table|games\//.test(address))).toEqual([]);
    await page.click(start);
    await page.waitForSelector('retort-game[data-state="playing"]');
    const before = requests.length;
    await page.fill("retort-game [name=words]", "equally flat");
    expect(await page.textContent("retort-game output")).toMatch(/✓ in the text/);
    await page.fill("retort-game [name=words]", "equally");
    expect(await page.textContent("retort-game output")).toBe("at least 12 characters");
    await page.fill("retort-game [name=words]", "The loaves were equally flat");
    expect(await page.textContent("retort-game output")).toMatch(
      /✓ in the text, from character \d+/,
    );
    await decideAll(page);
    expect(requests.slice(before)).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  it("goes the same way from the same address", async () => {
    const [first, second] = [await openGame(), await openGame()];
    expect(await linesOf(first)).toEqual(await linesOf(second));
    expect(new URL(first.url()).searchParams.get("seed")).toBe("5");
  });
});

describe("the other seats", () => {
  it("let a malicious expert quote what is there, and nothing else", async () => {
    const page = await openGame("challenger");
    await page.click(choice("authored"));
    await page.click(choice("authored"));
    while ((await page.locator("retort-game [name=quote]").count()) === 0)
      await page.click(choice("decline"));
    await page.fill("retort-game [name=answer]", "Two trawlers ran aground, and that is why.");
    await page.fill("retort-game [name=quote]", "Three trawlers ran aground");
    expect(await page.isDisabled(choice("send"))).toBe(true);
    await page.fill("retort-game [name=quote]", "Two trawlers ran aground");
    await page.click(choice("send"));
    expect(await stateOf(page)).toBe("ended");
    expect(await page.textContent("retort-game .prompt")).toMatch(/^(Won|Lost): /);
    expect(await page.textContent("retort-game .calibration")).toBe("");
    expect(await violations(page)).toEqual([]);
  });

  it("let the same questions be answered from below, with nobody arguing", async () => {
    const page = await openGame("splitter");
    while ((await stateOf(page)) === "playing") await page.click(choice("take"));
    expect(await page.textContent("retort-game .prompt")).toMatch(
      /^(Right|Wrong) at the top, and in \d of 3 smallest questions/,
    );
  });
});

describe.each([
  { width: 1280, colorScheme: "light" },
  { width: 320, colorScheme: "dark" },
] as const)("at $width pixels, $colorScheme", ({ width, colorScheme }) => {
  it("fits, keeps its height and has no fault of access at any stage", async () => {
    const options = { viewport: { width, height: 900 }, colorScheme };
    const page = await site.open(path, options);
    const still = await heightOf(page);
    expect(await violations(page)).toEqual([]);
    await page.click(start);
    await page.waitForSelector('retort-game[data-state="playing"]');
    await page.click(choice("ask"));
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(Math.abs((await heightOf(page)) - still)).toBeLessThan(1);
    await decideAll(page);
    expect(Math.abs((await heightOf(page)) - still)).toBeLessThan(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
});

it("without script is a game to read, and nothing to press", async () => {
  const page = await site.open("issues/062/delegating-open-ended-cognitive-work/", {
    javaScriptEnabled: false,
  });
  expect(await page.isVisible("retort-game .lines")).toBe(true);
  expect(await page.isVisible(start)).toBe(false);
  expect(await page.textContent("retort-game .lines")).toContain("verified at characters");
  expect(await page.textContent("retort-game .lines")).toMatch(/The honest expert was [AB]\./);
});

it("20 games in one page leave no more heap, nodes and listeners than there were", async () => {
  const page = await openGame();
  const control = await page.context().newCDPSession(page);
  const after: { heap: number; nodes: number; listeners: number }[] = [];
  // The browser compiles what runs often during the first 20.
  for (let game = 0; game < 40; game += 1) {
    await page.click(choice("ask"));
    await decideAll(page);
    await control.send("HeapProfiler.collectGarbage");
    const { usedSize } = await control.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await control.send("Memory.getDOMCounters");
    after.push({ heap: usedSize, nodes, listeners: jsEventListeners });
    await page.click(choice("again"));
    expect(await stateOf(page)).toBe("playing");
  }
  console.info("heap after each game, KB:", after.map(({ heap }) => heap >> 10).join(" "));
  const least = (of: typeof after, what: "heap" | "nodes" | "listeners"): number =>
    Math.min(...of.map((held) => held[what]));
  const [warm, last] = [after.slice(17, 20), after.slice(-3)];
  // Twenty courses that were kept, with what was said in them, would be more.
  expect(least(last, "heap") - least(warm, "heap")).toBeLessThan(150_000);
  expect(least(last, "nodes")).toBeLessThanOrEqual(least(warm, "nodes"));
  expect(least(last, "listeners")).toBeLessThanOrEqual(least(warm, "listeners"));
  expect(await page.textContent("retort-game .calibration")).toContain("over 40 games");
}, 240_000);
