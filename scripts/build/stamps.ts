/** What tells files on the disk from any others that were written there before or since. */
import { lstatSync } from "node:fs";

export interface FileStamp {
  readonly size: number;
  readonly time: number;
  readonly inode: number;
}

/** Stamps of many files, quick to pass between threads: three numbers a file, size, time and inode. */
export interface StampList {
  readonly files: readonly string[];
  readonly numbers: Float64Array;
}

export const noStamps: StampList = { files: [], numbers: new Float64Array() };

/** The stamp of a file that is there. */
export function stampOf(path: string): FileStamp {
  const { size, mtimeMs, ino } = lstatSync(path);
  return { size, time: mtimeMs, inode: ino };
}

/** Whether a file is there and still the one that was stamped. */
export function isStamped(path: string, stamp: FileStamp): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return (
    found?.isFile() === true &&
    sameStamp(stamp, { size: found.size, time: found.mtimeMs, inode: found.ino })
  );
}

/** Whether two stamps are those of one file with the same bytes. */
export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.time === b.time && a.inode === b.inode;
}

/** Stamps by file as a list. */
export function stampList(stamps: ReadonlyMap<string, FileStamp>): StampList {
  const numbers = new Float64Array(stamps.size * 3);
  let at = 0;
  for (const { size, time, inode } of stamps.values()) {
    numbers.set([size, time, inode], at);
    at += 3;
  }
  return { files: [...stamps.keys()], numbers };
}

/** The stamps of a list by file. */
export function stampsOf({ files, numbers }: StampList): Map<string, FileStamp> {
  return new Map(
    files.map((file, i) => {
      const [size = 0, time = 0, inode = 0] = numbers.subarray(i * 3, i * 3 + 3);
      return [file, { size, time, inode }];
    }),
  );
}
