/** Keeps the folders of a site and its mails in a thread of its own: writes what the main thread makes, reads its links as it comes, and proves them in the end. */
import { on } from "node:events";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";

import { mailKit } from "../mail/kit.ts";
import { linkReader } from "./kept-links.ts";
import { linkProblems } from "./links.ts";
import { siteOf } from "./site-files.ts";
import type { OpenOrder, SiteOrder, SiteProof, SiteThreadData } from "./site-orders.ts";
import { siteWriter } from "./site-writer.ts";
import { type FileStamp, type StampList, stampList, stampsOf } from "./stamps.ts";

const { site, mails, behind }: SiteThreadData = workerData;

/** Carries out orders; gives the answers of those that are answered. */
function desk({ home, kept }: OpenOrder) {
  const writer = siteWriter(site.folder, site.old);
  const stamps = new Map<string, FileStamp>();
  const kit = mailKit(mails.folder, mails.old, kept);
  const links = linkReader(site.folder, new URL(home), kept, stamps);

  let keepLinks: (() => void) | undefined;

  const takeOver = (list: StampList): ReadonlySet<string> => {
    for (const [file, stamp] of stampsOf(list))
      if (writer.takeOver(file, stamp)) stamps.set(file, stamp);
    return new Set([...stamps.keys(), ...kit.takeOver()]);
  };
  const write = async (file: string, content: string | Uint8Array): Promise<void> => {
    if (file.startsWith("mail/")) await kit.write(file, String(content));
    else {
      const stamp = writer.write(file, content);
      stamps.set(file, stamp);
      links.read(file, content, stamp);
    }
    Atomics.sub(behind, 0, content.length);
  };
  const remove = (file: string): void => {
    if (file.startsWith("mail/")) kit.remove(file);
    else if (stamps.delete(file)) writer.remove(file);
  };
  const proof = (files: readonly string[]): SiteProof => ({
    problems: linkProblems(siteOf(site.folder, files), home, {
      mails: mails.folder,
      linksOf: links.linksOf,
    }),
    ids: [...new Set(files.flatMap((file) => links.linksOf(file)?.items ?? []))],
  });
  return async (order: Exclude<SiteOrder, OpenOrder>): Promise<unknown> => {
    switch (order.order) {
      case "take over":
        return takeOver(order.stamps);
      case "write":
        return write(order.file, order.content);
      case "copy":
        stamps.set(order.file, writer.copy(order.file, order.from));
        return undefined;
      case "remove":
        order.files.forEach(remove);
        return undefined;
      case "reach":
        return true;
      case "stamps":
        return stampList(stamps);
      case "prove":
        return proof(order.files);
      case "pack":
        keepLinks = links.pack();
        return undefined;
      case "keep":
        keepLinks?.();
        kit.keep();
        return true;
    }
  };
}

/** Takes orders one after another, and answers those that are answered. */
async function serve(port: MessagePort): Promise<void> {
  let carryOut: ReturnType<typeof desk> | undefined;
  for await (const [message] of on(port, "message")) {
    const order: SiteOrder = message;
    if (order.order === "open") carryOut = desk(order);
    else {
      const answer = await carryOut?.(order);
      if (answer !== undefined) port.postMessage(answer);
    }
  }
}

if (parentPort === null) throw new Error("this module is a thread's and does not run by itself");
await serve(parentPort);
