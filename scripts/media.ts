/** The files of a content folder that are no text of its own: sound, transcripts, the podcast's picture. */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

import { imageSize } from "image-size";

import type { MediaFile } from "#newsletter/check-audio.ts";

import { filesBelow } from "./files.ts";

const mediaNames =
  /^[^/]+\.(?:png|jpg)$|^issues\/[^/]+\/[^/]+\.(?:mp3|m4a|ogg|opus|flac|wav|vtt|srt|txt)$/;

/** What the checks ask of each, by its path from that folder; only the first bytes of sound are read. */
export function mediaFiles(folder: string): ReadonlyMap<string, MediaFile> {
  const paths = filesBelow(folder).filter((path) => mediaNames.test(path));
  return new Map(paths.map((path) => [path, mediaFile(join(folder, path))]));
}

function mediaFile(path: string): MediaFile {
  return {
    bytes: statSync(path).size,
    opening: opening(path),
    ...(/\.(?:png|jpg)$/.test(path) ? sizeOf(path) : {}),
  };
}

function opening(path: string): string {
  const file = openSync(path, "r");
  try {
    const first = Buffer.alloc(16);
    return first.toString("utf8", 0, readSync(file, first, 0, first.length, 0));
  } finally {
    closeSync(file);
  }
}

/** Width and height, pixels; nothing for what is no picture. */
function sizeOf(path: string): Pick<MediaFile, "width" | "height"> {
  try {
    const { width, height } = imageSize(readFileSync(path));
    return { width, height };
  } catch (error) {
    if (error instanceof Error) return {};
    throw error;
  }
}
