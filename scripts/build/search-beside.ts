/** The main thread's end of the thread that makes the search index. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

import type { KeptUnder } from "./kept-file.ts";

export interface SearchBeside {
  /** Gets ready. */
  readonly start: (kept: KeptUnder) => void;
  /** Comes after `start`: makes the index of these pages, which are in the site. */
  readonly index: (files: readonly string[]) => void;
  /** Ends with the index; rejects with what the thread throws. */
  readonly indexed: () => Promise<void>;
  /** Ends the thread, whatever it is at. */
  readonly close: () => Promise<void>;
}

/** Makes the index of a site, which is still being built, into a folder. */
export function searchBeside(site: string, folder: string): SearchBeside {
  let worker: Worker | undefined;
  let ended = Promise.resolve<unknown>(undefined);
  return {
    start: (kept) => {
      const started = new Worker(new URL("search-thread.ts", import.meta.url), {
        workerData: { site, folder, kept },
      });
      worker = started;
      ended = once(started, "exit");
      // Told to who waits for the index.
      ended.catch(() => undefined);
    },
    index: (files) => worker?.postMessage(files),
    indexed: async () => void (await ended),
    close: async () => void (await worker?.terminate()),
  };
}
