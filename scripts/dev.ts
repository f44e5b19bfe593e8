/** `npm run dev [-- --port <number>]`: checks the content, then serves the site as it is being written, drafts included; later mistakes are told as they are saved. */
import { watch } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

import { dev } from "astro";

import { readPort, readWords, runCommand } from "./command.ts";
import { contentFolder, contentProblems, readContent } from "./content.ts";

await runCommand(async (words) => {
  const { values } = readWords(
    () => parseArgs({ args: [...words], options: { port: { type: "string", default: "4321" } } }),
    "npm run dev -- [--port <number>]",
  );
  const port = readPort(values.port);
  readContent(contentFolder);
  await dev({ server: { port } });
  tellMistakes();
});

/** Checks the content after each change of its folder; tells new problems, and when all are mended. */
function tellMistakes(): void {
  const state = { told: "", isWaiting: false };
  const check = async (): Promise<void> => {
    if (state.isWaiting) return;
    state.isWaiting = true;
    // Editors write a file in several steps.
    await wait(200);
    state.isWaiting = false;
    const problems = contentProblems(contentFolder).join("\n");
    if (problems === state.told) return;
    state.told = problems;
    console.error(problems === "" ? "the content is sound again" : problems);
  };
  watch(contentFolder, { recursive: true }, () => void check());
}
