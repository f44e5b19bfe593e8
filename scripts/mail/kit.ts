/** The mails of a built site: `<slug>.html`, `<slug>.txt` and `<slug>.eml` of each issue. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import MailComposer from "nodemailer/lib/mail-composer";

import { composeMail, type Mail, type MailSource, mailSourceSchema } from "#channels/mail.ts";

/** Takes the sources of mails out of a site and writes the mails to a folder beside it, which is replaced. */
export async function writeMails(site: string, folder: string): Promise<void> {
  const sources = join(site, "mail");
  const unfinished = `${folder}.${process.pid}.part`;
  mkdirSync(unfinished, { recursive: true });
  for (const file of existsSync(sources) ? readdirSync(sources) : []) {
    const source = mailSourceSchema.parse(JSON.parse(readFileSync(join(sources, file), "utf8")));
    const mail = composeMail(source);
    const path = join(unfinished, source.slug);
    writeFileSync(`${path}.html`, mail.html);
    writeFileSync(`${path}.txt`, mail.text);
    writeFileSync(`${path}.eml`, await eml(source, mail));
  }
  rmSync(sources, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
  renameSync(unfinished, folder);
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
