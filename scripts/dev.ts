/** `npm run dev [-- --port <number>]`: checks the content, then serves the site as it is being written, drafts included; later mistakes are told as they are saved. */
import { watch } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";

import { dev } from "astro";

import { readPort, readWords, runCommand } from "./command.ts";
import { contentFiles, contentFolder, contentProblems, readContent } from "./content.ts";

await runCommand(async (words) => {
  const { values } = readWords(
    () => parseArgs({ args: [...words], options: { port: { type: "string", default: "4321" } } }),
    "npm run dev -- [--port <number>]",
  );
  const port = readPort(values.port);
  readContent(contentFolder);
  await serveWhileWriting(port);
});

/** Serves the site, checks the content after each change of its folder, and starts afresh when a setting changes that every page depends on. */
async function serveWhileWriting(port: number): Promise<void> {
  let server = await dev({ server: { port } });
  const taken = server.address.port;
  let [told, settings, isWaiting] = ["", settingsText(), false];

  const check = async (): Promise<void> => {
    const problems = contentProblems(contentFolder).join("\n");
    if (problems !== told) console.error(problems === "" ? "the content is sound again" : problems);
    told = problems;
    if (problems !== "" || settingsText() === settings) return;
    settings = settingsText();
    await server.stop();
    server = await dev({ server: { port: taken } });
    attach();
  };
  const changed = async (): Promise<void> => {
    if (isWaiting) return;
    isWaiting = true;
    // Editors write a file in several steps.
    await wait(150);
    isWaiting = false;
    await check();
  };
  const attach = (): void => {
    server.watcher.on("all", (_, path) => {
      if (path.endsWith(".md") || path.endsWith(".mdx")) void changed();
    });
  };
  attach();
  watch(contentFolder, { recursive: true }, () => void changed());
}

/** What every page depends on: the newsletter, its people and maps, and which issues there are. */
function settingsText(): string {
  const files = contentFiles(contentFolder);
  return files
    .flatMap(({ path, text }) =>
      path.endsWith(".yaml") ? [path, text] : /\/index\.mdx?$/.test(path) ? [path] : [],
    )
    .join("\n");
}
