/** Removes the folder that it is told, with all that builds have put there. */
import { rmSync } from "node:fs";

const [folder] = process.argv.slice(2);
if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
