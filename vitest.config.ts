import { getViteConfig } from "astro/config";

export default getViteConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    globalSetup: ["test/site/builds.ts"],
    reporters: ["default", "./test/kernels/comparisons.ts"],
    testTimeout: 240_000,
    hookTimeout: 600_000,
    // A machine shared with others stands still for seconds now and then; what fails twice has failed.
    retry: 1,
    expect: { poll: { timeout: 15_000 } },
    server: { deps: { inline: [/@tensorflow/] } },
  },
} as Parameters<typeof getViteConfig>[0]);
