/** The main thread's end of the thread that keeps the folders of a site and its mails. */
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";

import { z } from "zod";

import type { KeptUnder } from "./kept-file.ts";
import type { FolderPair, SiteOrder, SiteProof, SiteThreadData } from "./site-orders.ts";
import type { StampList } from "./stamps.ts";

/** Files are paths within the site; those under `mail/` are sources, of which mails are made. */
export interface SiteFolder {
  /** Comes before all others; `home` is the newsletter's address. */
  readonly open: (home: string, kept: KeptUnder) => void;
  /** Takes over from the old site each file that is still the one that was stamped, and all mails; gives what it could take. */
  readonly takeOver: (stamps: StampList) => Promise<ReadonlySet<string>>;
  /** Removes what was taken over and does not belong to the site any more. */
  readonly remove: (files: readonly string[]) => void;
  /** Has a file written as soon as its turn has come; to be awaited, so that not too many wait. */
  readonly write: (file: string, content: string | Uint8Array) => Promise<void>;
  /** Has a file copied from anywhere. */
  readonly copy: (file: string, from: string) => void;
  /** Ends when all that was ordered so far is in the folders. */
  readonly reached: () => Promise<void>;
  /** What tells the site's files from all others. */
  readonly stamps: () => Promise<StampList>;
  /** What these files say, which must be all that the site has. */
  readonly proof: (files: readonly string[]) => Promise<SiteProof>;
  /** Has what is known of links and mails ready to be kept. */
  readonly pack: () => void;
  /** Leaves it to the next build. */
  readonly keep: () => Promise<void>;
  /** Ends the thread, whatever it is at. */
  readonly close: () => Promise<void>;
}

/** Of what waits to be written, before the main thread waits too: some 30 MB. */
const mostBehind = 30_000_000;
const roomMs = 5;

const setOf = z.custom<ReadonlySet<string>>((value) => value instanceof Set);
const stampsSchema = z.custom<StampList>((value) => Reflect.has(Object(value), "numbers"));

const proofSchema: z.ZodType<SiteProof> = z.object({
  problems: z.array(z.string()),
  ids: z.array(z.string()),
});

/** Starts the thread. */
export function siteFolder(site: FolderPair, mails: FolderPair): SiteFolder {
  const behind = new Int32Array(new SharedArrayBuffer(4));
  const data: SiteThreadData = { site, mails, behind };
  const worker = new Worker(new URL("site-thread.ts", import.meta.url), {
    workerData: data,
    // What passes through is short-lived; a larger nursery takes 100 MB more, and is no quicker.
    resourceLimits: { maxYoungGenerationSizeMb: 8 },
  });
  const failed = new Promise<never>((_, reject) => worker.once("error", reject));
  // Told by the next order that waits.
  failed.catch(() => undefined);
  const post = (order: SiteOrder): void => worker.postMessage(order);
  // Orders are carried out, and so answered, one after another.
  const asked: ((answer: unknown) => void)[] = [];
  worker.on("message", (answer) => asked.shift()?.(answer));
  const ask = (order: SiteOrder): Promise<unknown> => {
    const answer = new Promise<unknown>((resolve) => asked.push(resolve));
    post(order);
    return Promise.race([answer, failed]);
  };
  const room = async (): Promise<void> => {
    while (Atomics.load(behind, 0) > mostBehind) await Promise.race([wait(roomMs), failed]);
  };
  return {
    open: (home, kept) => post({ order: "open", home, kept }),
    takeOver: async (stamps) => {
      const taken = ask({ order: "take over", stamps });
      // Nothing waits for it before all is proved.
      post({ order: "read" });
      return setOf.parse(await taken);
    },
    remove: (files) => post({ order: "remove", files }),
    write: (file, content) => {
      Atomics.add(behind, 0, content.length);
      post({ order: "write", file, content });
      return room();
    },
    copy: (file, from) => post({ order: "copy", file, from }),
    reached: async () => void (await ask({ order: "reach" })),
    stamps: async () => stampsSchema.parse(await ask({ order: "stamps" })),
    proof: async (files) => proofSchema.parse(await ask({ order: "prove", files })),
    pack: () => post({ order: "pack" }),
    keep: async () => void (await ask({ order: "keep" })),
    close: async () => void (await worker.terminate()),
  };
}
