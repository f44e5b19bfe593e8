/** What a scaffold needs to know: from flags, or from whoever sits at the terminal. */
import { cancel, isCancel, text } from "@clack/prompts";

/** The flag's value; else, at a terminal, what is typed; else a sentence that names the flag. */
export async function given(
  value: string | undefined,
  { flag, question }: { readonly flag: string; readonly question: string },
): Promise<string> {
  if (value !== undefined && value.trim() !== "") return value.trim();
  if (!process.stdin.isTTY)
    throw new Error(`${flag} is missing; give it, as there is nobody to ask`);
  const answer = await text({
    message: question,
    validate: (typed) => ((typed ?? "").trim() === "" ? "an answer is needed" : undefined),
  });
  if (isCancel(answer)) {
    cancel("nothing was written");
    process.exit(130);
  }
  return answer.trim();
}
