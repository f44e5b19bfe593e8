import { readFileSync } from "node:fs";

import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const stepSchema = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const workflowSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), z.object({ steps: z.array(stepSchema) })),
});

const workflow = workflowSchema.parse(parse(readFileSync(".github/workflows/pages.yml", "utf8")));
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8"))).scripts;

it("publishes by GitHub's own actions and this project's commands alone", () => {
  for (const { uses } of steps)
    if (uses !== undefined) expect(uses).toMatch(/^actions\/[\w-]+@v\d+$/);
  const commands = steps.flatMap(({ run }) => run ?? []);
  expect(commands).toEqual(["npm install", "npm run build", "npm run ping"]);
  for (const command of commands.slice(1)) {
    expect(Object.keys(scripts)).toContain(command.replace("npm run ", ""));
  }
});

it("uploads what the build writes, with the rights that a deployment takes, and tells the hub after it", () => {
  const [, out] =
    /out: \{ type: "string", default: "(\w+)"/.exec(readFileSync("scripts/build.ts", "utf8")) ?? [];
  const names = steps.map(({ uses, run }) => uses?.replace(/@.*/, "") ?? run ?? "");
  const upload = steps[names.indexOf("actions/upload-pages-artifact")];
  expect(upload?.with["path"]).toBe(out);
  expect(workflow.permissions).toMatchObject({ pages: "write", "id-token": "write" });
  const order = [
    "npm run build",
    "actions/upload-pages-artifact",
    "actions/deploy-pages",
    "npm run ping",
  ];
  expect(names.filter((name) => order.includes(name))).toEqual(order);
});

it("keeps what the hub was told where the command looks for it", () => {
  const cache = steps.find(({ uses }) => uses?.startsWith("actions/cache@") === true);
  expect(cache?.with["path"]).toBe("dist-pinged.json");
});
