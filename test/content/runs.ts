import { createHash } from "node:crypto";

/** Hashes (12 hexadecimal digits of SHA-256) of every run of eight words; case, punctuation and accents do not count. */
export function runHashes(text: string): string[] {
  const words =
    text
      .normalize("NFKD")
      .replaceAll(/\p{M}|[’']/gu, "")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, Math.max(0, words.length - 7)).map((_, i) =>
    createHash("sha256")
      .update(words.slice(i, i + 8).join(" "))
      .digest("hex")
      .slice(0, 12),
  );
}
