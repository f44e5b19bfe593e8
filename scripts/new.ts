/** `npm run new issue|entry|experiment`: writes what a new one begins with; asks for what is missing when there is a terminal. */
import { runCommand } from "./command.ts";
import { shown } from "./content.ts";
import { newEntry, newIssue } from "./new/content.ts";
import { newExperiment } from "./new/experiment.ts";

await runCommand(async ([kind = "", ...words]) => {
  switch (kind) {
    case "issue":
      console.log(
        `${shown(await newIssue(words))}\nwrite its opening words there; it is a draft until "draft: true" is removed`,
      );
      return;
    case "entry":
      console.log(
        `${shown(await newEntry(words))}\nwrite the summary under the second ---; without one it is a link alone`,
      );
      return;
    case "experiment": {
      const folder = shown(await newExperiment(words));
      const id = folder.split("/").at(-1) ?? "";
      console.log(`${folder}\nnext: npm run precompute -- ${id}, then npm test`);
      return;
    }
    default:
      throw new Error(`there is no new "${kind}"; ask for an issue, an entry or an experiment`);
  }
});
