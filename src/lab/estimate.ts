import type { SeededParams, Spec } from "./experiment.ts";

/** Multiply-adds a second that a middling laptop does for small networks. */
const usualPace = 5e9;

/** What a run will ask of a reader, in words: `about 9 s`, `about 4 min, 12 MB`, `about 9 s, 75 KB`. */
export function estimate({
  macs,
  downloadBytes,
}: ReturnType<Spec<SeededParams, unknown>["cost"]>): string {
  const seconds = Math.max(1, Math.round(macs / usualPace));
  const time = seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  const size = downloadBytes > 0 ? `, ${amount(downloadBytes)}` : "";
  return `about ${time}${size}`;
}

/** Rounded up, so that nothing is larger than was said. */
function amount(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} KB`;
  return bytes < 1e7 ? `${Math.ceil(bytes / 1e5) / 10} MB` : `${Math.ceil(bytes / 1e6)} MB`;
}
