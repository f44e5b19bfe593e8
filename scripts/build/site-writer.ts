/** Writes the files of a site into a new folder; what stays as it was is shared with the old one, byte for byte. */
import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { type FileStamp, isStamped, stampOf } from "./stamps.ts";

export interface SiteWriter {
  readonly folder: string;
  /** Writes a file and gives its stamp. */
  readonly write: (file: string, bytes: Uint8Array | string) => FileStamp;
  /** Takes a file from anywhere by copying it. */
  readonly copy: (file: string, from: string) => FileStamp;
  /** Takes a file over from the old folder if it is still the one that was stamped; tells whether it was. */
  readonly takeOver: (file: string, stamp: FileStamp) => boolean;
  /** Removes a file that was taken over, and the folders that it leaves empty. */
  readonly remove: (file: string) => void;
}

/** Writes into `folder`, which must be empty; `old` is the site that it will replace. */
export function siteWriter(folder: string, old: string): SiteWriter {
  const folders = new Set<string>();
  const ready = (file: string): string => {
    const path = join(folder, file);
    const parent = dirname(path);
    if (!folders.has(parent)) {
      mkdirSync(parent, { recursive: true });
      folders.add(parent);
    }
    return path;
  };
  const shared = new Set<string>();
  /** A place to write to; bytes that are shared with the old site must stay. */
  const free = (file: string): string => {
    const path = ready(file);
    if (shared.delete(file)) rmSync(path);
    return path;
  };
  return {
    folder,
    write: (file, bytes) => {
      const path = free(file);
      writeFileSync(path, bytes);
      return stampOf(path);
    },
    copy: (file, from) => {
      const path = free(file);
      copyFileSync(from, path, constants.COPYFILE_FICLONE);
      return stampOf(path);
    },
    takeOver: (file, stamp) => {
      const from = join(old, file);
      if (!isStamped(from, stamp)) return false;
      try {
        linkSync(from, ready(file));
        shared.add(file);
        return true;
      } catch {
        // A disk without hard links.
        return false;
      }
    },
    remove: (file) => {
      shared.delete(file);
      rmSync(join(folder, file), { force: true });
      for (let parent = dirname(file); parent !== "."; parent = dirname(parent)) {
        try {
          rmdirSync(join(folder, parent));
        } catch {
          // Another file is in it, or it is gone already.
          return;
        }
        folders.delete(join(folder, parent));
      }
    },
  };
}
