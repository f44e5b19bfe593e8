const commands: Readonly<Record<string, (name: string, file: string) => string>> = {
  data: (name) => `data -- ${name}`,
  models: (name) => `precompute -- --model ${name}`,
  results: (name, file) => `precompute -- ${name} --preset ${file.replace(/\.json$/, "")}`,
};

/** How a file of the site that is missing is made: `; run npm run …`, or nothing where no command makes it. */
export function remedy(path: string): string {
  const [, kind = "", name = "", file = ""] = /^([^/]+)\/([^/]+)\/([^/]+)/.exec(path) ?? [];
  const command = commands[kind];
  return command === undefined ? "" : `; run npm run ${command(name, file)}`;
}
