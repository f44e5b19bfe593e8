/** The build's compiler: waits for its task, has Astro compile the site's pages into `program/`, and styles, scripts and public files into `site/`, without making a single page, and ends. */
import { once } from "node:events";
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { type AstroIntegration, build } from "astro";
import { z } from "zod";

import { runCommand } from "../command.ts";
import { compileTaskSchema } from "./compile-task.ts";
import { compiledOnly } from "./compiled-files.ts";
import { carryContent } from "./kept-content.ts";

/** What the program needs to know of its own compiling: styles by page, scripts for every page. */
const optionsSchema = z.object({
  allPages: z.record(z.string(), z.object({ styles: z.array(z.unknown()) })),
  settings: z.object({ scripts: z.array(z.object({ stage: z.string(), content: z.string() })) }),
});
const prerendererSchema = z.object({
  app: z.custom<{ readonly getOptions: () => unknown }>(
    (app) => typeof Reflect.get(Object(app), "getOptions") === "function",
  ),
});

/** Gives Astro no page to make, and takes the program it would have made them with. */
function keepsProgram(folder: string): AstroIntegration {
  return {
    name: "retort-program",
    hooks: {
      "astro:build:start": ({ setPrerenderer }) => {
        setPrerenderer((usual) => ({
          name: "retort-program",
          getStaticPaths: () => Promise.resolve([]),
          render: () => Promise.reject(new Error("no page is made while compiling")),
          setup: async () => {
            await usual.setup?.();
            const { app } = prerendererSchema.parse(usual);
            const { allPages, settings } = optionsSchema.parse(app.getOptions());
            const styles = Object.entries(allPages).map(([key, page]) => [key, page.styles]);
            writeFileSync(
              join(folder, "program.json"),
              JSON.stringify({ styles, scripts: settings.scripts }),
            );
          },
          teardown: async () => {
            await usual.teardown?.();
            renameSync(join(folder, "site", ".prerender"), join(folder, "program"));
          },
        }));
      },
    },
  };
}

await runCommand(async () => {
  // Nobody waits for it any more.
  process.once("disconnect", () => process.exit());
  const [task] = await once(process, "message");
  const { folder, name, sources } = compileTaskSchema.parse(task);
  carryContent(name, sources);
  process.env[compiledOnly] = "yes";
  await build({
    outDir: join(folder, "site"),
    logLevel: "warn",
    integrations: [keepsProgram(folder)],
  });
  process.disconnect();
});
