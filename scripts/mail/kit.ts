/** The mails of a built site: `<slug>.html`, `<slug>.txt` and `<slug>.eml` of each issue. */
import { mkdirSync } from "node:fs";

import MailComposer from "nodemailer/lib/mail-composer";
import { z } from "zod";

import { composeMail, type Mail, type MailSource, mailSourceSchema } from "#channels/mail.ts";

import { fingerprint } from "../build/fingerprint.ts";
import { type KeptUnder, readKept, writeKept } from "../build/kept-file.ts";
import { siteWriter, type SiteWriter } from "../build/site-writer.ts";
import type { FileStamp } from "../build/stamps.ts";

/** A mail as it was made: what of, and the files it became. */
interface MadeMail {
  readonly source: string;
  readonly files: readonly (readonly [string, FileStamp])[];
}

const madeSchema = z.custom<ReadonlyMap<string, MadeMail>>((value) => value instanceof Map);

export interface MailKit {
  /** Takes over from the old folder the mails that an earlier build has made; gives the names of their sources. */
  readonly takeOver: () => string[];
  /** Makes the mail of a source, or takes it over where the source is as it was. */
  readonly write: (name: string, source: string) => Promise<void>;
  /** The HTML files of all mails, or of that of one source, with their stamps. */
  readonly pages: (name?: string) => ReadonlyMap<string, FileStamp>;
  /** Removes the mail that was taken over for a source. */
  readonly remove: (name: string) => void;
  /** Leaves to the next build which mails there are. */
  readonly keep: () => void;
}

/** Makes mails into `folder`, which must be empty or not there; `old` is the folder of mails that it will replace. */
export function mailKit(folder: string, old: string, { name, key }: KeptUnder): MailKit {
  mkdirSync(folder, { recursive: true });
  const writer = siteWriter(folder, old);
  const place = `mails/${name}.bin`;
  const read = madeSchema.safeParse(readKept(place, key));
  const before = read.success ? read.data : new Map<string, MadeMail>();
  const made = new Map<string, MadeMail>();
  return {
    takeOver: () => {
      for (const [source, mail] of before) {
        const taken = mail.files.filter((one) => writer.takeOver(...one));
        if (taken.length === mail.files.length) made.set(source, mail);
        // Half a mail is none.
        else for (const [file] of taken) writer.remove(file);
      }
      return [...made.keys()];
    },
    write: async (source, text) => {
      const print = fingerprint(text);
      if (made.get(source)?.source === print) return;
      made.set(source, { source: print, files: await writeMail(text, writer) });
    },
    pages: (source) =>
      new Map(
        (source === undefined ? [...made.values()] : [made.get(source)]).flatMap(
          (mail) => mail?.files.filter(([file]) => file.endsWith(".html")) ?? [],
        ),
      ),
    remove: (source) => {
      for (const [file] of made.get(source)?.files ?? []) writer.remove(file);
      made.delete(source);
    },
    keep: () => writeKept(place, key, made),
  };
}

async function writeMail(text: string, writer: SiteWriter): Promise<MadeMail["files"]> {
  const source = mailSourceSchema.parse(JSON.parse(text));
  const mail = composeMail(source);
  const parts = { html: mail.html, txt: mail.text, eml: await eml(source, mail) };
  return Object.entries(parts).map(([ending, bytes]) => {
    const file = `${source.slug}.${ending}`;
    return [file, writer.write(file, bytes)];
  });
}

/** The mail as a message (RFC 5322) with both parts, unsent, so that a mail program opens it as a draft. The same issue gives the same bytes. */
async function eml({ slug, date, publisher, home }: MailSource, mail: Mail): Promise<Buffer> {
  const { hostname } = new URL(home);
  const composer = new MailComposer({
    from: { name: publisher, address: `newsletter@${hostname}` },
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    date: new Date(`${date}T12:00:00Z`),
    messageId: `<issue-${slug}@${hostname}>`,
    baseBoundary: `issue-${slug}`,
    headers: { "X-Unsent": "1", "List-Id": `<${hostname}>` },
  });
  return composer.compile().build();
}
