import { createHash } from "node:crypto";

export interface DownloadSettings {
  /** Folders on the web, each with its final slash, tried in turn. */
  readonly mirrors: readonly string[];
  readonly signal: AbortSignal;
  /** Told as bytes come in; `total` is 0 where the server does not say. */
  readonly onBytes: (address: string, received: number, total: number) => void;
  /** What the file is called in the folder named by RETORT_DATA, where that is another name. */
  readonly keptAs?: string;
}

/** The file from the first mirror that has it with the right SHA-256; throws one sentence that tells what each mirror did. */
export async function download(
  file: string,
  expected: string,
  { mirrors, signal, onBytes, keptAs }: DownloadSettings,
): Promise<Uint8Array> {
  const refusals: string[] = [];
  for (const mirror of mirrors) {
    const address = mirror + file;
    const counted = { received: 0, total: 0 };
    try {
      // Some hosts say of a .gz file that it is a page packed on the way, and `fetch` would unpack it.
      const response = await fetch(address, { signal, headers: { "accept-encoding": "identity" } });
      if (!response.ok) {
        refusals.push(`${mirror} answered ${response.status}`);
        continue;
      }
      counted.total = Number(response.headers.get("content-length") ?? 0);
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body ?? []) {
        chunks.push(chunk);
        counted.received += chunk.length;
        onBytes(address, counted.received, counted.total);
      }
      const bytes = Buffer.concat(chunks);
      const sum = sha256(bytes);
      if (sum === expected) return bytes;
      refusals.push(`${mirror} sent other bytes than were published, SHA-256 ${sum}`);
    } catch (error) {
      signal.throwIfAborted();
      refusals.push(
        counted.received > 0
          ? `${mirror} broke off after ${counted.received} of ${counted.total || "unknown"} bytes`
          : `${mirror} could not be reached (${reason(error)})`,
      );
    }
  }
  throw new Error(
    `${file} could not be fetched: ${refusals.join("; ")}; put it into the folder named by RETORT_DATA${keptAs === undefined ? "" : ` as ${keptAs}`}`,
  );
}

/** SHA-256 in hexadecimal. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Why `fetch` failed: it hides the reason in the cause. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return "code" in cause ? String(cause.code) : cause.message;
}
