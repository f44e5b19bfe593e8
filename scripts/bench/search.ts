import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Browser, chromium, type Page } from "playwright-core";

import type { DatabaseIndex } from "#newsletter/database-index.ts";

import { chromiumPath } from "../chromium.ts";
import { serve } from "../serve.ts";

/** Milliseconds from a question to what is found, one of each a round. */
export interface SearchTimes {
  readonly entries: number;
  /** Asked the moment the page is there, nothing loaded before: programs, index and texts. */
  readonly first: readonly number[];
  /** The first question of a reader who has found the field: the index has opened meanwhile, no word and no text is loaded. */
  readonly ready: readonly number[];
  /** Another question after that. */
  readonly further: readonly number[];
  /** A letter typed into the database's filter, its rows loaded before. */
  readonly filter: readonly number[];
}

/** Asks the search page and the database page of a built site for words of its own titles, in headless Chromium. */
export async function measureSearch(
  site: string,
  root: string,
  rounds: number,
): Promise<SearchTimes> {
  const { rows } = JSON.parse(
    readFileSync(join(site, "database/rows.json"), "utf8"),
  ) as DatabaseIndex;
  const words = rows.flatMap(([, , title]) => /\p{L}{6,}/u.exec(title)?.[0] ?? []);
  const wordAt = (i: number): string => words[(i * 97) % words.length] ?? "";
  const served = await serve(site, root, 4900);
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  try {
    const measured: RoundTimes[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const asked = [wordAt(2 * round), wordAt(2 * round + 1)] as const;
      measured.push(await roundTimes(browser, served.address, asked));
    }
    return {
      entries: rows.length,
      first: measured.map(({ first }) => first),
      ready: measured.map(({ ready }) => ready),
      further: measured.map(({ further }) => further),
      filter: measured.map(({ filter }) => filter),
    };
  } finally {
    await browser.close();
    served.server.close();
    served.server.closeAllConnections();
  }
}

interface RoundTimes {
  readonly first: number;
  readonly ready: number;
  readonly further: number;
  readonly filter: number;
}

/** Each page is opened by a browser that has loaded nothing yet. */
async function roundTimes(
  browser: Browser,
  address: string,
  [word, other]: readonly [string, string],
): Promise<RoundTimes> {
  const first = await onPage(browser, `${address}search/`, (page) => answerTime(page, word, "ol"));
  const search = await onPage(browser, `${address}search/`, async (page) => {
    await page.focus("[name=text]");
    await page.waitForLoadState("networkidle");
    const ready = await answerTime(page, word, "ol");
    // What the found texts can be narrowed to comes last.
    await page.locator("[name=year] option").nth(1).waitFor({ state: "attached" });
    return { ready, further: await answerTime(page, other, "ol") };
  });
  const filter = await onPage(browser, `${address}database/`, async (page) => {
    await answerTime(page, word, "tbody");
    return answerTime(page, other, "tbody");
  });
  return { first, ...search, filter };
}

async function onPage<Found>(
  browser: Browser,
  address: string,
  work: (page: Page) => Promise<Found>,
): Promise<Found> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(address);
    return await work(page);
  } finally {
    await context.close();
  }
}

/** From the letters in the field to the next picture with an answer in it. */
function answerTime(page: Page, text: string, answer: string): Promise<number> {
  return page.evaluate(
    ([typed, selector]) =>
      new Promise<number>((resolve, reject) => {
        const field = document.querySelector<HTMLInputElement>("[name=text]");
        const list = document.querySelector(selector);
        if (field === null || list === null) throw new Error(`the page has no ${selector}`);
        const started = performance.now();
        new MutationObserver((_, observer) => {
          if (list.childElementCount === 0) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - started));
        }).observe(list, { childList: true });
        setTimeout(() => reject(new Error(`no answer to ${typed}`)), 30_000);
        field.value = typed;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    [text, answer] as const,
  );
}
