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

/** By the name that `--to` takes. */
export const adapters: Readonly<Record<string, Adapter>> = {
  buttondown: {
    needs: { BUTTONDOWN_API_KEY: "the key from Buttondown's settings" },
    takes: { BUTTONDOWN_URL: "another address of the same API" },
    hand: async (mail, { BUTTONDOWN_API_KEY: key = "", BUTTONDOWN_URL }) => {
      const base = BUTTONDOWN_URL ?? "https://api.buttondown.com";
      await post(`${base}/v1/emails`, `Token ${key}`, {
        subject: mail.subject,
        body: withoutTemplates(mail.html),
        status: "draft",
      });
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
    takes: {},
    hand: async (
      mail,
      { LISTMONK_URL = "", LISTMONK_USER, LISTMONK_TOKEN, LISTMONK_LISTS = "" },
    ) => {
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
            '<p align="center"><a href="{{ UnsubscribeURL }}">Unsubscribe</a></p></body>',
          ),
          altbody: withoutTemplates(mail.text),
        },
      );
      return "listmonk holds it as a draft campaign";
    },
  },
  smtp: {
    needs: {
      SMTP_URL: "the server, such as smtps://user:password@mail.example.org",
      MAIL_TO: "the address that the draft goes to, such as your own",
    },
    takes: { MAIL_FROM: "the sender's address, where it differs from MAIL_TO" },
    hand: async (mail, { SMTP_URL = "", MAIL_TO = "", MAIL_FROM }) => {
      const transport = createTransport(SMTP_URL);
      try {
        await transport.sendMail({
          envelope: { from: MAIL_FROM ?? MAIL_TO, to: MAIL_TO },
          raw: mail.eml,
        });
      } catch (error) {
        throw new Error(`the mail server did not take it: ${reasonOf(error)}`, { cause: error });
      } finally {
        transport.close();
      }
      return `it is on its way to ${MAIL_TO}`;
    },
  },
};

async function post(address: string, authorization: string, body: unknown): Promise<void> {
  const { host } = new URL(address);
  const response = await fetch(address, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((error: unknown) => {
    throw new Error(`${host} cannot be reached: ${reasonOf(error)}`, { cause: error });
  });
  if (response.ok) return;
  const said = (await response.text()).replaceAll(/\s+/g, " ").slice(0, 200);
  throw new Error(`${host} refused the draft with status ${response.status}: ${said}`);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Braces that a provider's templates would take for their own, as entities. */
function withoutTemplates(text: string): string {
  return text.replaceAll("{{", "&#123;&#123;").replaceAll("{%", "&#123;%");
}
