import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Browser, chromium, type Page } from "playwright-core";

import type { DatabaseIndex } from "#newsletter/database-index.ts";

import { chromiumPath } from "../chromium.ts";
import { serve } from "../serve.ts";

/** Milliseconds from a question to what is found, one of each a round. */
export interface SearchTimes {
  readonly entries: number;
  /** Nothing loaded before: programs, index and texts. */
  readonly first: readonly number[];
  /** The index is open, the words are new. */
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
    const times = { first: [] as number[], further: [] as number[], filter: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const asked = [wordAt(2 * round), wordAt(2 * round + 1)] as const;
      const one = await roundTimes(browser, served.address, asked);
      times.first.push(one.first);
      times.further.push(one.further);
      times.filter.push(one.filter);
    }
    return { entries: rows.length, ...times };
  } finally {
    await browser.close();
    served.server.close();
    served.server.closeAllConnections();
  }
}

async function roundTimes(
  browser: Browser,
  address: string,
  [word, other]: readonly [string, string],
): Promise<{ first: number; further: number; filter: number }> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${address}search/`);
    const first = await answerTime(page, word, "ol");
    await page.waitForLoadState("networkidle");
    const further = await answerTime(page, other, "ol");
    await page.goto(`${address}database/`);
    await answerTime(page, word, "tbody");
    const filter = await answerTime(page, other, "tbody");
    return { first, further, filter };
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
