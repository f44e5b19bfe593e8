import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { entryText, issueText } from "../newsletter/sample.ts";
import { copyProject, environment } from "./project.ts";

const folder = mkdtempSync(join(tmpdir(), "retort-content-"));
const project = copyProject();
afterAll(() => {
  project.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A copy of the other newsletter of the tests, with these files more; gives its folder. */
function copy(name: string, files: Readonly<Record<string, string>> = {}): string {
  const content = join(folder, name);
  cpSync("test/fixtures/newsletter", content, { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(content, file)), { recursive: true });
    writeFileSync(join(content, file), text);
  }
  return content;
}

describe("content that cannot be published", () => {
  const content = copy("broken");
  const entry = join(content, "issues/001/antwort-auf-muster.md");
  writeFileSync(
    entry,
    readFileSync(entry, "utf8").replace("category: methoden", "category: methode"),
  );

  it.each(["build", "dev", "preview"])(
    "stops %s with one line a problem and no stack",
    (command) => {
      const out = join(folder, "out");
      const words = [`scripts/${command}.ts`, ...(command === "build" ? ["--out", out] : [])];
      const { status, stdout, stderr } = project.run(words, content);
      expect(stderr).toBe(
        `${entry}: category: "methode" is not a category of newsletter.yaml; did you mean "methoden"?\n`,
      );
      expect(stdout).toBe("");
      expect(status).toBe(1);
      expect(existsSync(out)).toBe(false);
    },
  );

  it("is told of when there is none at all", () => {
    const nowhere = join(folder, "nowhere");
    const { status, stderr } = project.run(["scripts/build.ts"], nowhere);
    expect(stderr).toBe(
      `${nowhere}: there is no such folder; name the newsletter's folder in RETORT_CONTENT\n`,
    );
    expect(status).toBe(1);
  });
});

it("never clears a folder that holds something else than a site", () => {
  const { status, stderr } = project.run(["scripts/build.ts", "--out", project.folder]);
  expect(stderr).toBe(
    `${project.folder} holds something else than a built site; give --out another folder\n`,
  );
  expect(status).toBe(1);
  expect(existsSync(join(project.folder, "package.json"))).toBe(true);
});

describe("a draft and an issue of a later day", () => {
  const sketch = entryText("Eine Skizze", "category: daten\n").replace(
    "Ada Lovelace",
    "Emil Brandt",
  );
  const content = copy("drafts", {
    "issues/002/index.md": issueText(2, "draft: true\n").replace("Issue 2", "Der Entwurf"),
    "issues/002/skizze.md": sketch,
    "issues/003/index.md": issueText(3)
      .replace("Issue 3", "Der spätere")
      .replace(/date: .*/, "date: 2199-01-01"),
    "issues/003/skizze.md": sketch,
  });

  describe("in a build", () => {
    const out = join(folder, "site");
    const build = (): void => {
      // A variable DEV of the shell must not publish drafts.
      const { status, stderr } = project.run(["scripts/build.ts", "--out", out], content, {
        DEV: "1",
      });
      expect(status, stderr).toBe(0);
    };
    beforeAll(build);

    it("are nowhere, and a reference to one leads to the rest", () => {
      const files = readdirSync(out, { recursive: true, encoding: "utf8" });
      expect(files.filter((file) => /issues\/00[23]/.test(file))).toEqual([]);
      const texts = files.filter((file) => /\.(?:html|xml|json|csv)$/.test(file));
      expect(texts.length).toBeGreaterThan(10);
      for (const file of texts) {
        expect(readFileSync(join(out, file), "utf8"), file).not.toMatch(
          /Der Entwurf|Der spätere|Eine Skizze|issues\/00[23]/,
        );
      }
      const opening = readFileSync(join(out, "issues/001/index.html"), "utf8");
      expect(opening).toContain('<a href="https://example.org/alt/">RB #3</a>');
    });

    it("leave nothing of an earlier build behind: a person's new name stands everywhere", () => {
      writeFileSync(
        join(content, "people.yaml"),
        "jana-vogel: { name: Jana Vogel, spellings: [J. Vogel] }\nemil-brandt: { name: Emil B. Brandt, spellings: [Emil Brandt] }\n",
      );
      build();
      const page = readFileSync(join(out, "issues/001/muster-in-daten/index.html"), "utf8");
      expect(page).toContain("Meinung von Emil B. Brandt");
      expect(page).not.toContain("Emil Brandt");
      expect(readdirSync(folder).filter((name) => name.includes(".part"))).toEqual([]);
    });
  });

  it("are shown by dev under a banner, with references to them", async () => {
    const server = spawn(process.execPath, ["scripts/dev.ts", "--port", "4610"], {
      cwd: project.folder,
      env: environment(content),
    });
    try {
      const address = await addressOf(server);
      const page = async (path: string): Promise<string> => (await fetch(address + path)).text();
      expect(await page("issues/002/")).toMatch(/class="banner"[^>]*>\s*Noch nicht erschienen/);
      expect(await page("issues/003/")).toContain("2199-01-01");
      expect(await page("issues/003/skizze/")).toContain('class="banner"');
      const opening = await page("issues/001/");
      expect(opening).toContain('<a href="/my-newsletter/issues/003/">RB #3</a>');
      expect(opening).not.toContain('class="banner"');
    } finally {
      server.kill();
    }
  });
});

/** The address a development server says it serves at. */
async function addressOf(server: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    server.stdout?.on("data", (text) => {
      said += String(text);
      const [found] = /http:\/\/localhost:\d+\/[\w-]*\/?/.exec(said) ?? [];
      if (found !== undefined && said.includes("watching for file changes")) resolve(found);
    });
    server.on("exit", (code) => reject(new Error(`dev ended with ${code}: ${said}`)));
  });
}
