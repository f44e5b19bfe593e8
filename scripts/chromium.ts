import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** Path of a Chromium: RETORT_CHROMIUM, one on the machine, Playwright's download, or Debian's package; throws a sentence when none can be had. */
export function chromiumPath(): string {
  const found = installed();
  if (found !== undefined) return found;
  for (const [command, ...words] of remedies()) {
    try {
      execFileSync(command, words, { stdio: "ignore" });
    } catch {
      continue;
    }
    const now = installed();
    if (now !== undefined) return now;
  }
  throw new Error(
    "no Chromium was found and none could be installed; install one and name it in RETORT_CHROMIUM",
  );
}

function installed(): string | undefined {
  const named = process.env["RETORT_CHROMIUM"];
  return [...(named === undefined ? [] : [named]), ...places, ...downloaded()].find((path) =>
    existsSync(path),
  );
}

/** What Playwright has downloaded earlier. */
function downloaded(): string[] {
  const cache =
    process.env["PLAYWRIGHT_BROWSERS_PATH"] ?? join(homedir(), ".cache", "ms-playwright");
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .filter((name) => name.startsWith("chromium"))
    .flatMap((name) =>
      ["chrome-linux64/chrome", "chrome-linux/chrome", "chrome-linux/headless_shell"].map((file) =>
        join(cache, name, file),
      ),
    );
}

function remedies(): readonly (readonly [string, ...string[]])[] {
  const download = ["npx", "playwright-core", "install", "chromium"] as const;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return [download];
  return [
    download,
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
  ];
}
