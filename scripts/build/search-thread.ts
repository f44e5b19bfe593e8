/** Makes the search index of pages in `workerData.site` into `workerData.folder`, in a thread of its own. */
import { workerData } from "node:worker_threads";

import { z } from "zod";

import { writeSearchIndex } from "./search-index.ts";

const { site, files, folder } = z
  .object({ site: z.string(), files: z.array(z.string()), folder: z.string() })
  .parse(workerData);
await writeSearchIndex(site, { files, folder });
