/** `npm run mail -- --to buttondown|listmonk|smtp [--issue <slug>] [--site <folder>]`: hands an issue's mail over as a draft. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { DomUtils, parseDocument } from "htmlparser2";

import { readWords, runCommand } from "./command.ts";
import { adapters, type DraftMail } from "./mail/adapters.ts";

const usage = "npm run mail -- --to <provider> [--issue <slug>] [--site <folder>]";

await runCommand(async (words) => {
  const { values } = readWords(
    () =>
      parseArgs({
        args: [...words],
        options: {
          to: { type: "string" },
          issue: { type: "string" },
          site: { type: "string", default: "dist" },
        },
      }),
    usage,
  );
  const adapter = adapters[values.to ?? ""];
  if (adapter === undefined) {
    const asked = values.to === undefined ? "--to is missing" : `--to ${values.to} is unknown`;
    throw new Error(`${asked}; give one of ${Object.keys(adapters).join(", ")}`);
  }
  for (const [name, what] of Object.entries(adapter.needs)) {
    if ((process.env[name] ?? "") === "") throw new Error(`${name} is not set; it is ${what}`);
  }
  const names = [...Object.keys(adapter.needs), ...Object.keys(adapter.takes)];
  const environment = Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined || value === "" ? [] : [[name, value]];
    }),
  );
  const mail = readMail(`${values.site}-mail`, values.issue);
  console.log(`issue ${mail.slug}, "${mail.subject}": ${await adapter.hand(mail, environment)}`);
});

/** The mail of that issue, or of the newest. */
function readMail(folder: string, issue: string | undefined): DraftMail {
  const slugs = (existsSync(folder) ? readdirSync(folder) : [])
    .flatMap((file) => (file.endsWith(".eml") ? [file.slice(0, -".eml".length)] : []))
    .toSorted();
  if (slugs.length === 0) throw new Error(`there are no mails in ${folder}; run npm run build`);
  const slug = issue ?? slugs.at(-1) ?? "";
  if (!slugs.includes(slug)) {
    throw new Error(`there is no mail of issue ${slug}; there are ${slugs.join(", ")}`);
  }
  const html = readFileSync(join(folder, `${slug}.html`), "utf8");
  return {
    slug,
    subject: subjectOf(html),
    html,
    text: readFileSync(join(folder, `${slug}.txt`), "utf8"),
    eml: readFileSync(join(folder, `${slug}.eml`)),
  };
}

function subjectOf(html: string): string {
  return DomUtils.textContent(DomUtils.getElementsByTagName("title", parseDocument(html))).trim();
}
