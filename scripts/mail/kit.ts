/** The mails of a built site: `<slug>.html`, `<slug>.txt` and `<slug>.eml` of each issue. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

import MailComposer from "nodemailer/lib/mail-composer";
import { z } from "zod";

import { composeMail, type Mail, type MailSource, mailSourceSchema } from "#channels/mail.ts";

import { fingerprint } from "../build/fingerprint.ts";
import { readKept, writeKept } from "../build/kept-file.ts";
import { type FileStamp, siteWriter, type SiteWriter } from "../build/site-writer.ts";

interface MailPlace {
  /** The folder of mails that this one will replace. */
  readonly old: string;
  /** Under which name and key the build keeps which mails it has made. */
  readonly kept: { readonly name: string; readonly key: string };
}

/** A mail as it was made: what of, and the files it became. */
interface MadeMail {
  readonly source: string;
  readonly files: readonly (readonly [string, FileStamp])[];
}

const madeSchema = z.custom<ReadonlyMap<string, MadeMail>>((value) => value instanceof Map);

/** Takes the sources of mails out of a site and writes the mails to a folder beside it, which is replaced; those whose source is as it was are taken over from the old folder. Gives what leaves to the next build which were made. */
export async function writeMails(
  site: string,
  folder: string,
  { old, kept: { name, key } }: MailPlace,
): Promise<() => void> {
  const sources = join(site, "mail");
  const unfinished = `${folder}.${process.pid}.part`;
  mkdirSync(unfinished, { recursive: true });
  const writer = siteWriter(unfinished, old);
  const read = madeSchema.safeParse(readKept(`mails/${name}.bin`, key));
  const before = read.success ? read.data : new Map<string, MadeMail>();
  const made = new Map<string, MadeMail>();
  for (const file of existsSync(sources) ? readdirSync(sources) : []) {
    const text = readFileSync(join(sources, file), "utf8");
    const source = fingerprint(text);
    const known = before.get(file);
    const isKept = known?.source === source && known.files.every((one) => writer.takeOver(...one));
    made.set(file, isKept ? known : { source, files: await writeMail(text, writer) });
  }
  rmSync(sources, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
  return () => writeKept(`mails/${name}.bin`, key, made);
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
