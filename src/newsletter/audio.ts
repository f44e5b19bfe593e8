import { absolute, issuePath } from "./addresses.ts";
import type { Audio } from "./audio-schemas.ts";
import type { NewsletterConfig } from "./schemas.ts";

/** Kinds of transcript that Podcasting 2.0 knows, by the end of a file's name. */
export const transcriptTypes = {
  vtt: "text/vtt",
  srt: "application/x-subrip",
  txt: "text/plain",
} as const;

/** Kinds of sound that a file's name may end in, those that podcast programs play first. */
export const audioTypes = {
  mp3: "audio/mpeg",
  m4a: "audio/x-m4a",
  ogg: "audio/ogg",
  opus: "audio/ogg",
  flac: "audio/flac",
  wav: "audio/wav",
} as const;

/** The most bytes that Apple takes of a description. */
export const mostDescription = 4000;

/** Whether an author's word names a file that stands elsewhere on the web. */
export function isForeign(file: string): boolean {
  return /^https?:/.test(file);
}

/** Where a file that an issue names stands: on this site beside the issue's page, or elsewhere. */
export function audioAddress(
  newsletter: Pick<NewsletterConfig, "address">,
  slug: string,
  file: string,
): string {
  return isForeign(file) ? file : absolute(newsletter, issuePath(slug) + file);
}

/** The names of an issue's own files of sound and text, beside its `index.mdx`. */
export function ownAudioFiles({ file, transcripts }: Audio): string[] {
  return [file, ...transcripts.map((one) => one.file)].filter((name) => !isForeign(name));
}

/** Other hosts that spoken versions come from, as a Content-Security-Policy names them; sorted. */
export function audioHosts(
  issues: readonly { readonly audio?: Pick<Audio, "file"> | undefined }[],
): string[] {
  const origins = issues.flatMap(({ audio }) =>
    audio !== undefined && isForeign(audio.file) ? [new URL(audio.file).origin] : [],
  );
  return [...new Set(origins)].toSorted();
}

/** Path within the site of an issue's chapters (JSON chapters 1.2). */
export function chaptersPath(slug: string): string {
  return `${issuePath(slug)}chapters.json`;
}

/** Path within the site of the text for reading an issue aloud. */
export function readingPath(slug: string): string {
  return `${issuePath(slug)}reading.txt`;
}
