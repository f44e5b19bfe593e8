/** What a scaffold needs to know: from flags, or from whoever sits at the terminal. */
import { cancel, confirm, isCancel, select, text } from "@clack/prompts";
import type { z } from "zod";

export interface Question {
  /** As on the command line: `--title`. */
  readonly flag: string;
  readonly question: string;
  /** Taken without a question where there is nobody to ask, proposed where there is. */
  readonly initial?: string;
  /** What the answer must be. */
  readonly schema?: z.ZodType;
}

/** The flag's value; else, at a terminal, what is typed; else the initial value, or a sentence that names the flag. */
export async function given(value: string | undefined, asked: Question): Promise<string> {
  if (value !== undefined) {
    const problem = problemWith(value, asked);
    if (problem !== undefined) throw new Error(`${asked.flag} "${value.trim()}" ${problem}`);
    return value.trim();
  }
  if (!hasTerminal()) {
    if (asked.initial !== undefined) return asked.initial;
    throw new Error(
      `${asked.flag} is missing and there is nobody to ask; give it after a lone --, as in npm run new -- issue --title Labels`,
    );
  }
  const { initial } = asked;
  const answer = await text({
    message: asked.question,
    ...(initial === undefined ? {} : { initialValue: initial }),
    validate: (typed) => problemWith(typed ?? "", asked),
  });
  return uncancelled(answer).trim();
}

/** The flag's value; else, at a terminal, what is chosen of a list; else a sentence that names the flag. */
export async function chosen(
  value: string | undefined,
  {
    flag,
    question,
    options,
  }: Question & { readonly options: readonly { value: string; label: string }[] },
): Promise<string> {
  if (value !== undefined || !hasTerminal()) return given(value, { flag, question });
  return uncancelled(await select({ message: question, options: [...options] }));
}

/** What is answered at the terminal; no where there is none. */
export async function agreed(question: string): Promise<boolean> {
  return hasTerminal() && uncancelled(await confirm({ message: question }));
}

function hasTerminal(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY;
}

function problemWith(typed: string, { schema }: Question): string | undefined {
  if (typed.trim() === "") return "is empty; an answer is needed";
  return schema?.safeParse(typed.trim()).error?.issues[0]?.message;
}

function uncancelled<Answer>(answer: Answer): Exclude<Answer, symbol> {
  if (!isCancel(answer)) return answer as Exclude<Answer, symbol>;
  cancel("nothing was written");
  process.exit(130);
}
