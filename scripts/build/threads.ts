/** Work of a build beside its main thread. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** Makes the search index of these pages of a site, which is still being built, into a folder. */
export async function searchIndexBeside(
  site: string,
  files: readonly string[],
  folder: string,
): Promise<void> {
  await ended(
    new Worker(new URL("search-thread.ts", import.meta.url), {
      workerData: { site, files, folder },
    }),
  );
}

/** Removes a folder with all that is in it. */
export async function removedBeside(folder: string): Promise<void> {
  await ended(new Worker(new URL("removing-thread.ts", import.meta.url), { workerData: folder }));
}

/** Rejects with what the thread throws. */
async function ended(worker: Worker): Promise<void> {
  await once(worker, "exit");
}
