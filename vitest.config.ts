import { getViteConfig } from "astro/config";

import { engineBundling } from "./src/runtime/bundling.ts";

export default getViteConfig({
  plugins: [engineBundling()],
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 600_000,
    server: { deps: { inline: [/@tensorflow/] } },
  },
} as Parameters<typeof getViteConfig>[0]);
