/** Which feeds a hub must be told of, and the telling (WebSub, W3C Recommendation). */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { z } from "zod";

import { absolute } from "#newsletter/addresses.ts";
import type { NewsletterConfig } from "#newsletter/schemas.ts";

import type { SiteFiles } from "../build/site-files.ts";

/** A feed as built. */
export interface BuiltFeed {
  /** Where readers find it: its topic. */
  readonly address: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
}

const stateSchema = z.record(z.string(), z.string());
/** Address of a feed → hash of what the hub was last told of. */
export type PingState = z.infer<typeof stateSchema>;

/** The feeds of a built site that name a hub, each by its own address: archives name none, and what stands at an old address is another's. */
export function builtFeeds(
  { folder, files }: SiteFiles,
  newsletter: Pick<NewsletterConfig, "address">,
): BuiltFeed[] {
  return files
    .filter((file) => /\.(?:xml|json)$/.test(file))
    .flatMap((file) => {
      const bytes = readFileSync(join(folder, file));
      const text = bytes.toString("utf8");
      const address = absolute(newsletter, file);
      const namesHub = /\brel="hub"|"type": ?"WebSub"/.test(text) && text.includes(`"${address}"`);
      return namesHub ? [{ address, hash: hashOf(bytes) }] : [];
    });
}

/** Those whose bytes differ from what the hub was last told of. */
export function changedFeeds(feeds: readonly BuiltFeed[], state: PingState): BuiltFeed[] {
  return feeds.filter(({ address, hash }) => state[address] !== hash);
}

/** What was told earlier; nothing where there is no such file. */
export function readState(file: string): PingState {
  if (!existsSync(file)) return {};
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new Error(
      `${file} is not what npm run ping wrote; remove it, and every feed is told of`,
      {
        cause,
      },
    );
  }
}

/** The state as its file has it, sorted. */
export function stateText(state: PingState): string {
  const sorted = Object.entries(state).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), null, 1)}\n`;
}

/** Waits until the feed stands on the host as it was built: a hub that is told earlier fetches the old one. Throws a sentence when it does not come. */
export async function waitForFeed({ address, hash }: BuiltFeed, seconds: number): Promise<void> {
  for (let left = seconds; ; left -= 2) {
    const served = await fetch(address, { headers: { "cache-control": "no-cache" } }).catch(
      (cause: unknown) => {
        throw new Error(`${address} cannot be reached: ${reasonOf(cause)}`, { cause });
      },
    );
    const bytes = Buffer.from(await served.arrayBuffer());
    if (served.ok && hashOf(bytes) === hash) return;
    if (left <= 0) {
      throw new Error(
        `${address} does not stand there as it was built; publish the site, then run npm run ping again`,
      );
    }
    await wait(Math.min(2, left) * 1000);
  }
}

/** Tells a hub that a feed has changed; throws a sentence when it does not take it. */
export async function pingHub(hub: string, topic: string): Promise<void> {
  const answer = await fetch(hub, {
    method: "POST",
    body: new URLSearchParams({ "hub.mode": "publish", "hub.url": topic }),
  }).catch((cause: unknown) => {
    throw new Error(`the hub ${hub} cannot be reached: ${reasonOf(cause)}`, { cause });
  });
  if (answer.ok) return;
  const said = (await answer.text()).replaceAll(/\s+/g, " ").trim().slice(0, 200);
  throw new Error(
    `the hub ${hub} refused ${topic} with status ${answer.status}${said === "" ? "" : `: ${said}`}`,
  );
}

function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
