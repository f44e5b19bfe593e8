/** Keeps the folders of a site and its mails in a thread of its own: writes what the main thread makes, reads its links as it comes, and proves them in the end. */
import { on } from "node:events";
import { basename, join } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";

import { mailKit } from "../mail/kit.ts";
import { linkReader } from "./kept-links.ts";
import { isMail, linkProof } from "./links.ts";
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
  const mailStamps = new Map<string, FileStamp>();
  const links = linkReader(
    (file) => (isMail(file) ? join(mails.folder, basename(file)) : join(site.folder, file)),
    new URL(home),
    kept,
    (file) => (isMail(file) ? mailStamps.get(file) : stamps.get(file)),
  );
  const proof = linkProof(home);

  let keepLinks: (() => void) | undefined;

  const read = (file: string): void => {
    const found = links.linksOf(file);
    if (found !== undefined) proof.add(file, found);
  };
  /** Reads the mail of a source, or all mails; gives their names in the proof. */
  const readMails = (source?: string): string[] =>
    Array.from(kit.pages(source), ([page, stamp]) => {
      const file = `mail/${page}`;
      if (mailStamps.get(file) !== stamp) {
        mailStamps.set(file, stamp);
        read(file);
      }
      return file;
    });
  const takeOver = (list: StampList): ReadonlySet<string> => {
    for (const [file, stamp] of stampsOf(list))
      if (writer.takeOver(file, stamp)) stamps.set(file, stamp);
    return new Set([...stamps.keys(), ...kit.takeOver()]);
  };
  const write = async (file: string, content: string | Uint8Array): Promise<void> => {
    if (isMail(file)) {
      await kit.write(file, String(content));
      readMails(file);
    } else {
      const stamp = writer.write(file, content);
      stamps.set(file, stamp);
      const found = links.read(file, content, stamp);
      if (found !== undefined) proof.add(file, found);
    }
    Atomics.sub(behind, 0, content.length);
  };
  const remove = (file: string): void => {
    if (isMail(file)) kit.remove(file);
    else if (stamps.delete(file)) {
      writer.remove(file);
      links.drop(file);
      proof.drop(file);
    }
  };
  const prove = (files: readonly string[]): SiteProof => {
    for (const file of files) if (proof.said(file) === undefined) read(file);
    return {
      problems: proof.problems(siteOf(site.folder, files), readMails(), links.linksOf),
      ids: [...new Set(files.flatMap((file) => proof.said(file)?.items ?? []))],
    };
  };
  return async (order: Exclude<SiteOrder, OpenOrder>): Promise<unknown> => {
    switch (order.order) {
      case "take over":
        return takeOver(order.stamps);
      case "read":
        for (const file of stamps.keys()) read(file);
        readMails();
        return undefined;
      case "write":
        return write(order.file, order.content);
      case "copy":
        stamps.set(order.file, writer.copy(order.file, order.from));
        // Read in the end, in place of what may have been taken over there.
        proof.drop(order.file);
        return undefined;
      case "remove":
        order.files.forEach(remove);
        return undefined;
      case "reach":
        return true;
      case "stamps":
        return stampList(stamps);
      case "prove":
        return prove(order.files);
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
