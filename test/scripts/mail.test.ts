/** `npm run mail` against servers that speak as the providers do. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, describe, expect, it } from "vitest";

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "retort-mail-"));
const site = join(folder, "dist");
const secret = "a-secret-that-nobody-prints";
mkdirSync(`${site}-mail`);
const html =
  "<html><head><title>Notes #2: Bugs &amp; more</title></head><body>A {{ brace }}</body></html>";
for (const slug of ["001", "002"]) {
  writeFileSync(join(`${site}-mail`, `${slug}.html`), html);
  writeFileSync(join(`${site}-mail`, `${slug}.txt`), "A {{ brace }}\n");
  writeFileSync(join(`${site}-mail`, `${slug}.eml`), `Subject: Notes ${slug}\r\n\r\nA brace\r\n`);
}
afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}
let server: Server | undefined;
afterEach(() => server?.close());

const never = "never";

/** A server that answers with `status`, or never; its address, and what it is told. */
async function provider(
  status: number | typeof never = 201,
  said = '{"detail":"no"}',
  headers: Readonly<Record<string, string>> = {},
): Promise<{ address: string; told: Told[] }> {
  const told: Told[] = [];
  const started = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      const body = JSON.parse(text) as Told["body"];
      told.push({ path: request.url ?? "", authorization: request.headers.authorization, body });
      if (status === never) return;
      response.writeHead(status, { "content-type": "application/json", ...headers }).end(said);
    });
  });
  server = started;
  await new Promise<void>((resolve) => void started.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${(started.address() as AddressInfo).port}`, told };
}

/** Runs the command; its output, and whether it ended well. */
async function mail(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ out: string; ok: boolean }> {
  const { PATH = "", HOME = "" } = process.env;
  try {
    const { stdout, stderr } = await run("node", ["scripts/mail.ts", "--site", site, ...words], {
      env: { PATH, HOME, ...environment },
    });
    return { out: stdout + stderr, ok: true };
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return { out: stdout + stderr, ok: false };
  }
}

describe("npm run mail", () => {
  it("leaves the newest issue with Buttondown as a draft, its braces safe from templates", async () => {
    const { address, told } = await provider();
    const { out, ok } = await mail(["--to", "buttondown"], {
      BUTTONDOWN_API_KEY: secret,
      BUTTONDOWN_URL: address,
    });
    expect(out).toBe('issue 002, "Notes #2: Bugs & more": Buttondown holds it as a draft\n');
    expect(ok).toBe(true);
    // Whole: Buttondown adds its own way out, in the text and as List-Unsubscribe.
    expect(told).toEqual([
      {
        path: "/v1/emails",
        authorization: `Token ${secret}`,
        body: {
          subject: "Notes #2: Bugs & more",
          body: html.replace("{{", "&#123;&#123;"),
          status: "draft",
        },
      },
    ]);
  });

  it("leaves the issue asked for with listmonk as a draft campaign of the lists", async () => {
    const { address, told } = await provider(200);
    const { ok } = await mail(["--to", "listmonk", "--issue", "001"], {
      LISTMONK_URL: `${address}/`,
      LISTMONK_USER: "api",
      LISTMONK_TOKEN: secret,
      LISTMONK_LISTS: "1,3",
    });
    expect(ok).toBe(true);
    expect(told[0]).toMatchObject({
      path: "/api/campaigns",
      authorization: `token api:${secret}`,
      body: { lists: [1, 3], type: "regular", content_type: "html" },
    });
    // As listmonk's templates would have it, for one reader.
    const filled = (part: string): string =>
      String(told[0]?.body[part])
        .replaceAll(/\{\{\s*UnsubscribeURL\s*\}\}/g, "https://lists.example.org/leave/1")
        .replaceAll(/\{\{\s*L\.T "email\.unsub"\s*\}\}/g, "Unsubscribe")
        .replaceAll(/\{\{\s*"([^"]*)"\s*\}\}/g, "$1");
    expect(filled("body")).toContain(
      'A &#123;&#123; brace }}<p align="center"><a href="https://lists.example.org/leave/1">Unsubscribe</a>',
    );
    expect(filled("altbody")).toBe(
      "A {{ brace }}\n\nUnsubscribe: https://lists.example.org/leave/1\n",
    );
    expect(JSON.stringify(told)).not.toMatch(/List-Unsubscribe/i);
    expect(told[0]?.body).not.toHaveProperty("status");
  });

  it("sends the message by SMTP to the address given", async () => {
    const got: { to: string[]; text: string }[] = [];
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, session, done) => {
        void simpleParser(stream).then(({ subject = "" }) => {
          got.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: subject });
          done();
        });
      },
    });
    await new Promise<void>((resolve) => void smtp.listen(0, "127.0.0.1", resolve));
    const { port } = smtp.server.address() as AddressInfo;
    const { out, ok } = await mail(["--to", "smtp"], {
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_TO: "me@example.org",
    });
    await new Promise<void>((resolve) => smtp.close(resolve));
    expect(out).toContain("on its way to me@example.org");
    expect(ok).toBe(true);
    expect(got).toEqual([{ to: ["me@example.org"], text: "Notes 002" }]);
  });

  it.each([
    [["--to", "pigeon"], {}, "--to pigeon is unknown; give one of buttondown, listmonk, smtp\n"],
    [[], {}, "--to is missing; give one of buttondown, listmonk, smtp\n"],
    [
      ["--to", "buttondown"],
      {},
      "BUTTONDOWN_API_KEY is not set; it is the key from Buttondown's settings\n",
    ],
    [
      ["--to", "buttondown", "--issue", "9"],
      { BUTTONDOWN_API_KEY: secret },
      "there is no mail of issue 9; there are 001, 002\n",
    ],
    [
      ["--to", "listmonk"],
      { LISTMONK_URL: "x", LISTMONK_USER: "a", LISTMONK_TOKEN: secret, LISTMONK_LISTS: "all" },
      'LISTMONK_LISTS is "all"; give numbers joined by commas, such as 1,3\n',
    ],
  ])("tells in one line what is wrong with %j", async (words, environment, expected) => {
    const { out, ok } = await mail(words, environment);
    expect(out).toBe(expected);
    expect(ok).toBe(false);
  });

  it.each([
    [401, "; check the key or token in the environment"],
    [403, "; check the key or token in the environment"],
    [422, ""],
    [500, "; that is the provider's trouble, try again later"],
    [503, "; that is the provider's trouble, try again later"],
  ])("tells what a provider answers with status %i, and prints no secret", async (status, end) => {
    for (const [to, environment] of providers) {
      const { address } = await provider(status, `{"detail":"no ${secret}"}`);
      const { out, ok } = await mail(["--to", to], environment(address));
      expect(ok).toBe(false);
      expect(out).toBe(
        `${new URL(address).host} refused the draft with status ${status}: {"detail":"no …"}${end}\n`,
      );
      server?.close();
    }
  });

  it("gives up on a provider that does not answer, and prints no secret", async () => {
    for (const [to, environment] of providers) {
      const { address } = await provider(never);
      const { out, ok } = await mail(["--to", to], { ...environment(address), MAIL_WAIT: "1" });
      expect(out).toBe(`${new URL(address).host} cannot be reached: it took too long\n`);
      expect(ok).toBe(false);
      server?.closeAllConnections();
      server?.close();
    }
  });

  it("tells that nobody is there, and that an address is none", async () => {
    const { address } = await provider();
    await new Promise<void>((resolve) => void server?.close(() => resolve()));
    for (const [to, environment] of providers) {
      const { out, ok } = await mail(["--to", to], environment(address));
      expect(out).toMatch(/^127\.0\.0\.1:\d+ cannot be reached: \S.*\n$/);
      expect(out).not.toContain(secret);
      expect(ok).toBe(false);
    }
    const { out } = await mail(["--to", "buttondown"], {
      BUTTONDOWN_API_KEY: secret,
      BUTTONDOWN_URL: "nowhere",
    });
    expect(out).toBe(
      '"nowhere/v1/emails" is not an address; give one such as https://lists.example.org\n',
    );
  });

  it("follows no redirect, which would carry the key to another host", async () => {
    const { address, told } = await provider(302, "", { location: "/elsewhere" });
    const { ok, out } = await mail(["--to", "buttondown"], {
      BUTTONDOWN_API_KEY: secret,
      BUTTONDOWN_URL: address,
    });
    expect(ok).toBe(false);
    expect(out).toMatch(/cannot be reached: \S/);
    expect(told.map(({ path }) => path)).toEqual(["/v1/emails"]);
  });

  it("tells what a mail server says to a wrong password, and prints no secret", async () => {
    const smtp = new SMTPServer({
      disabledCommands: ["STARTTLS"],
      allowInsecureAuth: true,
      onAuth: (_, __, done) => done(new Error(`${secret} is wrong`)),
    });
    await new Promise<void>((resolve) => void smtp.listen(0, "127.0.0.1", resolve));
    const { port } = smtp.server.address() as AddressInfo;
    const { out, ok } = await mail(["--to", "smtp"], {
      SMTP_URL: `smtp://me:${secret}@127.0.0.1:${port}`,
      MAIL_TO: "me@example.org",
    });
    await new Promise<void>((resolve) => smtp.close(resolve));
    expect(ok).toBe(false);
    expect(out).toMatch(/^the mail server did not take it: .*… is wrong\n$/);
    expect(out).not.toContain(secret);
  });

  it("tells that SMTP_URL is no mail server’s address without printing it", async () => {
    const { out, ok } = await mail(["--to", "smtp"], {
      SMTP_URL: `https://me:${secret}@example.org`,
      MAIL_TO: "me@example.org",
    });
    expect(ok).toBe(false);
    expect(out).toMatch(/^SMTP_URL is not the address of a mail server; give one such as smtps:/);
    expect(out).not.toContain(secret);
  });
});

/** The providers that are spoken to by HTTP, and what each needs. */
const providers = [
  ["buttondown", (address: string) => ({ BUTTONDOWN_API_KEY: secret, BUTTONDOWN_URL: address })],
  [
    "listmonk",
    (address: string) => ({
      LISTMONK_URL: address,
      LISTMONK_USER: "api",
      LISTMONK_TOKEN: secret,
      LISTMONK_LISTS: "1",
    }),
  ],
] as const;
