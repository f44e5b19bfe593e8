import { expect, it } from "vitest";

import { openedSite } from "./opened.ts";

const opened = openedSite("test/fixtures/newsletter", "/my-newsletter/", { port: 4850 });

it("plays the issue where the site stands, under its policy, and fetches nothing before it is asked to", async () => {
  const page = await opened.page();
  const [fetched, refused]: [string[], string[]] = [[], []];
  page.on("request", (request) => fetched.push(request.url()));
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text());
  });
  await page.goto(`${opened.address}issues/001/`);
  await page.waitForLoadState("networkidle");
  expect(fetched.filter((url) => url.endsWith(".mp3"))).toEqual([]);
  const sound = page.locator("audio");
  await sound.evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true;
    await audio.play();
  });
  expect(fetched).toContain(`${opened.address}issues/001/brief-1.mp3`);
  const seconds = await sound.evaluate((audio: HTMLAudioElement) => audio.duration);
  expect(Math.abs(seconds - 12.672)).toBeLessThan(0.2);
  expect(refused).toEqual([]);
});

it("offers recording, transcript and text for reading aloud as files that are there", async () => {
  const page = await opened.open("issues/001/");
  const links = await page
    .locator(".listen a")
    .evaluateAll((all) => all.map((link) => (link instanceof HTMLAnchorElement ? link.href : "")));
  expect(links).toHaveLength(3);
  for (const link of links) expect((await fetch(link)).status, link).toBe(200);
});
