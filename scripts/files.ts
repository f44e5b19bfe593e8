import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every file of a folder and of the folders in it, linked ones included, as paths from there with `/`, sorted. */
export function filesBelow(folder: string): string[] {
  const files: string[] = [];
  // Node's own recursion asks the disk about each name once more.
  const walk = (place: string, path: string): void => {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      const at = path + entry.name;
      const isFolder = entry.isSymbolicLink()
        ? statSync(join(folder, at), { throwIfNoEntry: false })?.isDirectory()
        : entry.isDirectory();
      if (isFolder === true) walk(join(folder, at), `${at}/`);
      else files.push(at);
    }
  };
  walk(folder, "");
  return files.toSorted();
}
