/** What a worker lends a run, whatever computes it. */
import { RunFailure } from "./failure.ts";
import { remedy } from "./missing-file.ts";

/** Reads a file of the site at `root`. */
export async function loadFile(root: string, path: string): Promise<ArrayBuffer> {
  const address = new URL(path, root);
  const response = await fetch(address, { credentials: "same-origin" }).catch((error: unknown) => {
    throw new RunFailure("data", `${path} could not be fetched; the connection may be down`, {
      cause: error,
    });
  });
  if (!response.ok) {
    throw new RunFailure(
      "data",
      `this site has no ${path} (the server answered ${response.status})${remedy(path)}`,
    );
  }
  return response.arrayBuffer();
}

/** A function that waits for one turn of the message queue: orders come in, without the four milliseconds of a timer. */
export function messageTick(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  port1.start();
  return () =>
    new Promise((resolve) => {
      port1.addEventListener("message", () => resolve(), { once: true });
      port2.postMessage(null);
    });
}

/** A browser's name and version from what it sends, such as `Firefox 140`. */
export function browserName(userAgent: string): string {
  const known = [/(Edg)\/(\d+)/, /(Firefox)\/(\d+)/, /(Chrome)\/(\d+)/, /Version\/(\d+).*(Safari)/];
  const match = known.map((pattern) => pattern.exec(userAgent)).find((found) => found !== null);
  if (match === undefined) return "an unknown browser";
  const [, first = "", second = ""] = match;
  if (second === "Safari") return `Safari ${first}`;
  return first === "Edg" ? `Edge ${second}` : `${first} ${second}`;
}
