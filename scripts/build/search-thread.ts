/** Makes the search index of a site, in a thread of its own: starts, and waits to be told of the pages. */
import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";

import { z } from "zod";

import { writeSearchIndex } from "./search-index.ts";

const { site, folder, kept } = z
  .object({
    site: z.string(),
    folder: z.string(),
    kept: z.object({ name: z.string(), key: z.string() }),
  })
  .parse(workerData);
if (parentPort === null) throw new Error("this module is a thread's and does not run by itself");
const [files] = z.tuple([z.array(z.string())]).parse(await once(parentPort, "message"));
await writeSearchIndex(site, { files, folder, kept });
