import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";

import { type FeedFormat, feedFiles, feedText } from "#channels/feeds.ts";
import { newsletterSchema } from "#newsletter/schemas.ts";

const folder = mkdtempSync(join(tmpdir(), "retort-ping-"));
const content = join(folder, "content");
const site = join(folder, "site");
const state = join(folder, "site-pinged.json");

/** What a hub was told, one body a ping; and how it answers. */
const told: string[] = [];
let status = 204;
let served = site;
let server: Server;
let origin = "";

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.method !== "POST") {
      const path = new URL(request.url ?? "/", "http://x").pathname.replace("/n/", "/");
      response.end(readFileSync(join(served, path)));
      return;
    }
    let body = "";
    request.on("data", (part) => (body += String(part)));
    request.on("end", () => {
      told.push(`${request.headers["content-type"] ?? ""} ${body}`);
      response.writeHead(status).end(status === 204 ? "" : "no such\n topic");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes the newsletter with that hub, and its feeds with one item of that title. */
function publish(title: string, hub: string | null = `${origin}/hub`): void {
  cpSync("test/fixtures/newsletter", content, { recursive: true });
  const text = readFileSync("test/fixtures/newsletter/newsletter.yaml", "utf8")
    .replace(/^address: .*/m, `address: ${origin}/n/`)
    .replace(/^hub: .*\n/m, hub === null ? "" : `hub: ${hub}\n`);
  writeFileSync(join(content, "newsletter.yaml"), text);
  const newsletter = newsletterSchema.parse(parse(text));
  const item = {
    id: "tag:example.org,2025:entry/001/a",
    address: `${origin}/n/issues/001/a/`,
    published: "2025-03-01",
    updated: "2025-03-01",
    authors: ["Ada"],
    gist: "x",
    categories: [],
    before: 0,
    html: "<p>x</p>",
    title,
  };
  for (const format of Object.keys(feedFiles) as FeedFormat[]) {
    const head = feedFiles[format];
    for (const path of [head, head.replace(".", "-1.")]) {
      const document = { newsletter, path, current: head, title: "x", items: [item] };
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), feedText(format, document));
    }
  }
  // What stands at an old address is the new feed, which is told of by its own.
  mkdirSync(join(site, "rss"), { recursive: true });
  cpSync(join(site, "feed.xml"), join(site, "rss/feed.xml"));
}

async function ping(): Promise<{ readonly code: number; readonly said: string }> {
  const words = ["scripts/ping.ts", "--site", site, "--wait", "0"];
  const env = { ...process.env, RETORT_CONTENT: content };
  try {
    const { stdout, stderr } = await promisify(execFile)("node", words, { env });
    return { code: 0, said: stdout + stderr };
  } catch (error) {
    const { code = 1, stderr = "" } = error as { code?: number; stderr?: string };
    return { code, said: stderr };
  }
}

const body = (file: string): string =>
  `application/x-www-form-urlencoded;charset=UTF-8 hub.mode=publish&hub.url=${encodeURIComponent(`${origin}/n/${file}`)}`;

describe("a hub", () => {
  beforeEach(() => {
    told.length = 0;
    status = 204;
    served = site;
    rmSync(state, { force: true });
  });

  it("is named by each feed and by no archive", () => {
    publish("first");
    for (const file of Object.values(feedFiles)) {
      expect(readFileSync(join(site, file), "utf8")).toContain(`${origin}/hub`);
      expect(readFileSync(join(site, file.replace(".", "-1.")), "utf8")).not.toContain("/hub");
    }
  });

  it("is told of each changed feed once, and of nothing when nothing has changed", async () => {
    publish("first");
    expect(await ping()).toMatchObject({
      code: 0,
      said: expect.stringContaining("3 changed feeds"),
    });
    expect(told.toSorted()).toEqual(["atom.xml", "feed.json", "feed.xml"].map(body));
    told.length = 0;
    expect((await ping()).said).toContain("no feed has changed");
    expect(told).toEqual([]);
    writeFileSync(
      join(site, "feed.json"),
      readFileSync(join(site, "feed.json"), "utf8").replace("first", "second"),
    );
    await ping();
    expect(told).toEqual([body("feed.json")]);
  });

  it("that refuses stops the command in one sentence, and is told the rest the next time", async () => {
    publish("third");
    status = 400;
    const { code, said } = await ping();
    expect(code).toBe(1);
    expect(said).toBe(
      `the hub ${origin}/hub refused ${origin}/n/atom.xml with status 400: no such topic\n`,
    );
    expect(told).toHaveLength(1);
    status = 204;
    told.length = 0;
    await ping();
    expect(told).toHaveLength(3);
  });

  it("that cannot be reached stops the command in one sentence", async () => {
    publish("fourth", "http://localhost:9/hub");
    expect(await ping()).toEqual({
      code: 1,
      said: expect.stringMatching(/^the hub http:\/\/localhost:9\/hub cannot be reached: .+\n$/),
    });
  });

  it("is not told before the new feed stands on the host", async () => {
    publish("old");
    served = join(folder, "served");
    cpSync(site, served, { recursive: true });
    publish("new");
    const { code, said } = await ping();
    expect(code).toBe(1);
    expect(said).toBe(
      `${origin}/n/atom.xml does not stand there as it was built; publish the site, then run npm run ping again\n`,
    );
    expect(told).toEqual([]);
  });

  it("is asked nothing by a newsletter that names none", async () => {
    publish("none", null);
    expect(await ping()).toEqual({
      code: 0,
      said: "newsletter.yaml names no hub, so there is nobody to tell\n",
    });
  });
});
