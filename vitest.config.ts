import { getViteConfig } from "astro/config";

export default getViteConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/site/builds.ts"],
    testTimeout: 240_000,
    hookTimeout: 600_000,
    server: { deps: { inline: [/@tensorflow/] } },
  },
} as Parameters<typeof getViteConfig>[0]);
