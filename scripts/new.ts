/** `npm run new -- issue|entry|translation|audio|experiment`: writes what a new one begins with; asks for what is missing when there is a terminal. */
import { relative } from "node:path";

import { runCommand } from "./command.ts";
import { newAudio } from "./new/audio.ts";
import { newEntry } from "./new/entry.ts";
import { newExperiment } from "./new/experiment.ts";
import { newIssue } from "./new/issue.ts";
import { newTranslation } from "./new/translation.ts";

await runCommand(async ([kind = "", ...words]) => {
  switch (kind) {
    case "issue":
      say(await newIssue(words), [
        "write its opening words under the second ---; add entries with npm run new -- entry",
        "npm run dev shows it; npm run build leaves it out until draft: true is removed",
      ]);
      return;
    case "entry":
      say(await newEntry(words), [
        "write the summary under the second ---; without one it is a link alone",
      ]);
      return;
    case "translation":
      say(await newTranslation(words), [
        "translate title, gist and text; the hash under source tells which text it was made from",
        "npm run dev shows it; npm run build leaves it out until draft: true is removed",
      ]);
      return;
    case "audio":
      say(await newAudio(words), [
        "length, type and duration are as the file has them; chapters, each with its start in seconds, are yours to add",
      ]);
      return;
    case "experiment": {
      const folder = await newExperiment(words);
      const id = folder.split(/[/\\]/).at(-1) ?? "";
      say(folder, [
        `it runs as it stands: npm run precompute -- ${id}, then npm test`,
        "replace question, protocol and figure by your own, one file at a time",
      ]);
      return;
    }
    default:
      throw new Error(
        `${kind === "" ? "a new what?" : `there is no new "${kind}";`} usage: npm run new -- issue, npm run new -- entry, npm run new -- translation, npm run new -- audio, or npm run new -- experiment`,
      );
  }
});

function say(path: string, next: readonly string[]): void {
  console.log([relative(process.cwd(), path), ...next.map((line) => `  ${line}`)].join("\n"));
}
