/** Who a mail can be handed to as a draft. Secrets come from the environment and are never printed. */
import { createTransport } from "nodemailer";

/** One issue's mail, as the build wrote it. */
export interface DraftMail {
  readonly slug: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** The message with both parts. */
  readonly eml: Buffer;
}

export interface Adapter {
  /** Variables of the environment that must be set, with what each is. */
  readonly needs: Readonly<Record<string, string>>;
  /** Variables that may be set. */
  readonly takes: Readonly<Record<string, string>>;
  /** Hands the mail over and says where the draft is; throws a sentence. */
  readonly hand: (mail: DraftMail, environment: Environment) => Promise<string>;
}

type Environment = Readonly<Record<string, string>>;

/** How a reader leaves the list, in listmonk's templates; it knows the words in its own languages, and sets the header List-Unsubscribe itself. */
const leave = { words: '{{ L.T "email.unsub" }}', address: "{{ UnsubscribeURL }}" };

const wait = { MAIL_WAIT: "seconds to wait for an answer, 30 where it is not set" };

/** By the name that `--to` takes. */
export const adapters: Readonly<Record<string, Adapter>> = {
  buttondown: {
    needs: { BUTTONDOWN_API_KEY: "the key from Buttondown's settings" },
    takes: { BUTTONDOWN_URL: "another address of the same API", ...wait },
    hand: async (mail, environment) => {
      const { BUTTONDOWN_API_KEY: key = "", BUTTONDOWN_URL } = environment;
      const base = BUTTONDOWN_URL ?? "https://api.buttondown.com";
      await post(
        `${base}/v1/emails`,
        `Token ${key}`,
        {
          subject: mail.subject,
          body: withoutTemplates(mail.html),
          status: "draft",
        },
        environment,
      );
      return "Buttondown holds it as a draft";
    },
  },
  listmonk: {
    needs: {
      LISTMONK_URL: "where your listmonk stands, such as https://lists.example.org",
      LISTMONK_USER: "the name of an API user",
      LISTMONK_TOKEN: "that user's token",
      LISTMONK_LISTS: "numbers of the lists, joined by commas",
    },
    takes: wait,
    hand: async (mail, environment) => {
      const { LISTMONK_URL = "", LISTMONK_USER, LISTMONK_TOKEN, LISTMONK_LISTS = "" } = environment;
      const lists = LISTMONK_LISTS.split(",").map(Number);
      if (!lists.every((list) => Number.isInteger(list) && list > 0)) {
        throw new Error(
          `LISTMONK_LISTS is "${LISTMONK_LISTS}"; give numbers joined by commas, such as 1,3`,
        );
      }
      await post(
        `${LISTMONK_URL.replace(/\/$/, "")}/api/campaigns`,
        `token ${LISTMONK_USER ?? ""}:${LISTMONK_TOKEN ?? ""}`,
        {
          name: mail.subject,
          subject: mail.subject,
          lists,
          type: "regular",
          content_type: "html",
          body: withoutTemplates(mail.html).replace(
            "</body>",
            `<p align="center"><a href="${leave.address}">${leave.words}</a></p></body>`,
          ),
          // In plain text an entity would be read as it stands.
          altbody: `${mail.text.replaceAll("{{", '{{ "{{" }}').trimEnd()}\n\n${leave.words}: ${leave.address}\n`,
        },
        environment,
      );
      return "listmonk holds it as a draft campaign";
    },
  },
  smtp: {
    needs: {
      SMTP_URL: "the server, such as smtps://user:password@mail.example.org",
      MAIL_TO: "the address that the draft goes to, such as your own",
    },
    takes: { MAIL_FROM: "the sender's address, where it differs from MAIL_TO", ...wait },
    hand: async (mail, environment) => {
      const { SMTP_URL = "", MAIL_TO = "", MAIL_FROM } = environment;
      if (!/^smtps?:\/\//.test(SMTP_URL) || !URL.canParse(SMTP_URL)) {
        throw new Error(
          "SMTP_URL is not the address of a mail server; give one such as smtps://user:password@mail.example.org",
        );
      }
      const patience = waitMs(environment);
      const transport = createTransport({
        url: SMTP_URL,
        connectionTimeout: patience,
        greetingTimeout: patience,
        socketTimeout: patience,
      });
      try {
        await transport.sendMail({
          envelope: { from: MAIL_FROM ?? MAIL_TO, to: MAIL_TO },
          raw: mail.eml,
        });
      } catch (error) {
        throw new Error(
          `the mail server did not take it: ${withoutSecrets(reasonOf(error), environment)}`,
          { cause: error },
        );
      } finally {
        transport.close();
      }
      return `it is on its way to ${MAIL_TO}`;
    },
  },
};

async function post(
  address: string,
  authorization: string,
  body: unknown,
  environment: Environment,
): Promise<void> {
  const { host } = addressOf(address);
  const response = await fetch(address, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(waitMs(environment)),
    // A redirect would carry the secret to another host, or turn the draft into a question.
    redirect: "error",
  }).catch((error: unknown) => {
    throw new Error(`${host} cannot be reached: ${reasonOf(error)}`, { cause: error });
  });
  if (response.ok) return;
  const text = await response.text().catch(() => "");
  const said = withoutSecrets(text.replaceAll(/\s+/g, " ").slice(0, 200), environment);
  throw new Error(
    `${host} refused the draft with status ${response.status}: ${said}${hint(response.status)}`,
  );
}

/** What an author can do about a refusal. */
function hint(status: number): string {
  if (status === 401 || status === 403) return "; check the key or token in the environment";
  return status >= 500 ? "; that is the provider's trouble, try again later" : "";
}

function addressOf(address: string): URL {
  if (!URL.canParse(address)) {
    throw new Error(`"${address}" is not an address; give one such as https://lists.example.org`);
  }
  return new URL(address);
}

/** How long a provider may take to answer. */
function waitMs({ MAIL_WAIT }: Environment): number {
  const seconds = Number(MAIL_WAIT ?? 30);
  if (seconds > 0) return seconds * 1000;
  throw new Error(`MAIL_WAIT is "${MAIL_WAIT}"; give a number of seconds`);
}

/** What somebody else says, with whatever secret of the environment they repeat blotted out. */
function withoutSecrets(said: string, environment: Environment): string {
  const { BUTTONDOWN_API_KEY, LISTMONK_TOKEN, SMTP_URL } = environment;
  const { password = "" } =
    SMTP_URL !== undefined && URL.canParse(SMTP_URL) ? new URL(SMTP_URL) : {};
  const secrets = [
    BUTTONDOWN_API_KEY,
    LISTMONK_TOKEN,
    SMTP_URL,
    password,
    decodeURIComponent(password),
  ];
  return secrets.reduce<string>(
    (text, secret = "") => (secret === "" ? text : text.replaceAll(secret, "…")),
    said,
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") return "it took too long";
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Braces that a provider's templates would take for their own, as entities. */
function withoutTemplates(text: string): string {
  return text.replaceAll("{{", "&#123;&#123;").replaceAll("{%", "&#123;%");
}
