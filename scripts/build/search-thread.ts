/** Makes the search index of the site in `workerData.site` into `workerData.folder`, in a thread of its own. */
import { workerData } from "node:worker_threads";

import { z } from "zod";

import { writeSearchIndex } from "./search-index.ts";

const { site, folder } = z.object({ site: z.string(), folder: z.string() }).parse(workerData);
await writeSearchIndex(site, { folder });
