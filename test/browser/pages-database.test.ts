import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";

import { readContent } from "../../scripts/content.ts";
import { openedSite } from "./opened.ts";

const { entries } = readContent("content");
const shown = (page: Page): Promise<number> =>
  page.locator("entry-filter tbody tr:visible").count();

describe("the database", () => {
  const opened = openedSite();

  it("lists every entry where script is off, without a form that would do nothing", async () => {
    const page = await opened.open("database/", { javaScriptEnabled: false });
    expect(await shown(page)).toBe(entries.length);
    expect(await page.locator("entry-filter form:visible").count()).toBe(0);
  });

  it("narrows to a text, a category, a person and a year, and says how many are left", async () => {
    const page = await opened.open("database/");
    const filter = page.locator("entry-filter");
    await filter.locator("[name=category]").selectOption({ label: "Adversarial examples" });
    const inCategory = entries.filter(({ data }) => data.category === "adversarial-examples");
    await expect.poll(() => shown(page)).toBe(inCategory.length);
    await filter.locator("[name=person]").fill("gabriel goh");
    await expect.poll(() => shown(page)).toBe(2);
    await filter.locator("[name=text]").fill("leakage robust");
    await expect.poll(() => shown(page)).toBe(1);
    expect(await filter.locator("[role=status]").innerText()).toBe("1 entries");
    await filter.locator("[name=year]").selectOption("2019");
    await expect.poll(() => shown(page)).toBe(1);
  });

  it("keeps the filters in the address, so that the view can be linked", async () => {
    const page = await opened.open("database/");
    await page.locator("[name=text]").fill("bugs");
    await page.locator("[name=person]").fill("Preetum Nakkiran");
    await expect.poll(() => new URL(page.url()).search).toBe("?text=bugs&person=preetum-nakkiran");
    const other = await opened.page();
    await other.goto(page.url());
    await expect.poll(() => shown(other)).toBe(1);
    expect(await other.inputValue("[name=text]")).toBe("bugs");
    expect(await other.inputValue("[name=person]")).toBe("Preetum Nakkiran");
  });

  it("says that nothing matches, and shows everything again at a press", async () => {
    const page = await opened.open("database/?text=no+such+entry");
    await expect.poll(() => shown(page)).toBe(0);
    expect(await page.locator(".empty").innerText()).toBe("No entries match.");
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.poll(() => shown(page)).toBe(entries.length);
    expect(new URL(page.url()).search).toBe("");
  });

  it("ignores a category of the address that does not exist", async () => {
    const page = await opened.open("database/?category=alchemy");
    expect(await shown(page)).toBe(entries.length);
  });
});

const first = (page: Page): Promise<string> => page.locator("tbody th").first().innerText();

describe("the database's order", () => {
  const opened = openedSite();

  it("follows the list of orders and the columns' names, and says so to a screen reader", async () => {
    const page = await opened.open("database/");
    const titles = entries.map(({ data }) => data.title).toSorted(new Intl.Collator("en").compare);
    const newest = await first(page);
    await page.getByRole("button", { name: "Title" }).click();
    await expect.poll(() => first(page)).toBe(titles[0]);
    expect(await page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    expect(await page.inputValue("[name=order]")).toBe("title");
    await page.goBack();
    await expect.poll(() => first(page)).toBe(newest);
  });

  it("makes rows that are as the page's own", async () => {
    const page = await opened.open("database/");
    const rows = (): Promise<string[]> =>
      page.locator("tbody tr").evaluateAll((all) => all.map((row) => row.innerHTML));
    const own = await rows();
    await page.selectOption("[name=order]", "oldest");
    await expect.poll(rows).toEqual(own.toReversed());
  });

  it("loads the other rows only when something is asked", async () => {
    const page = await opened.page();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${opened.address}database/`);
    await page.waitForLoadState("networkidle");
    expect(asked.filter((address) => address.endsWith("rows.json"))).toEqual([]);
  });

  it("says so where the rows cannot be loaded, and keeps what it has", async () => {
    const page = await opened.page();
    await page.route("**/rows.json", (route) => route.abort());
    await page.goto(`${opened.address}database/?text=bugs`);
    await expect
      .poll(() => page.locator("entry-filter [role=status]").innerText())
      .toMatch(/could not be loaded/);
    expect(await shown(page)).toBe(entries.length);
  });
});

describe("the feeds' addresses", () => {
  const opened = openedSite();

  it("are copied at a press, and say so", async () => {
    const page = await opened.page();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${opened.address}subscribe/`);
    await page
      .getByRole("button", { name: /Copy address/ })
      .first()
      .click();
    await expect
      .poll(() => page.locator("copy-button [role=status]").first().innerText())
      .toBe("Copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      "https://retort.example/feed.xml",
    );
  });
});
