import type { Plugin } from "vite";

const own = "\0retort:zod";

/**
 * Has zod validate without compiling: it would try whether it may, and a browser reports the trial as a violation of the pages' policy.
 * What browsers load gets zod through a module that says so before any schema is made; builds in Node stay as they are.
 */
export function schemaBundling(): Plugin {
  return { ...withoutCompiling, config: () => ({ worker: { plugins: () => [withoutCompiling] } }) };
}

const withoutCompiling: Plugin = {
  name: "retort:zod",
  enforce: "pre",
  applyToEnvironment: ({ name }) => name === "client",

  resolveId: {
    filter: { id: /^zod$/ },
    handler: (_, importer) => (importer === own ? undefined : own),
  },

  load: {
    filter: { id: /^\0retort:zod$/ },
    handler: () =>
      'import { z } from "zod";\nz.config({ jitless: true });\nexport { z };\nexport default z;\n',
  },
};
