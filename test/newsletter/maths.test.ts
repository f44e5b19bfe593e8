import * as fc from "fast-check";
import { markdownToHtml } from "satteri";
import { describe, expect, it } from "vitest";

import { bodyFacts } from "#newsletter/body.ts";
import { markdownPlugins } from "#newsletter/markdown.ts";
import { formulaPath, formulaProblem } from "#newsletter/maths.ts";
import { markdownFeatures, parseBody } from "#newsletter/tree.ts";

import { entryText, problemsOf } from "./sample.ts";

const html = async (markdown: string): Promise<string> => {
  const rendered = await markdownToHtml(markdown, {
    features: markdownFeatures,
    mdastPlugins: markdownPlugins({
      newsletter: { address: "https://example.org/", language: "en", languages: {}, words: {} },
      people: {},
      issues: [],
    }),
  });
  return rendered.html.trim();
};

describe("maths in prose", () => {
  it("leaves every amount of money alone, however many there are in a line", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(100_000), { minLength: 1, maxLength: 6 }),
        async (amounts) => {
          const prose = amounts.map((amount) => `about $${amount} a year`).join(" or ");
          expect(bodyFacts(prose, "md").formulas).toEqual([]);
          expect(await html(prose)).toBe(`<p>${prose}</p>`);
        },
      ),
    );
  });

  it("is MathML with its TeX beside it, within a line and in a box of its own", async () => {
    const page = await html("Take $$a_{k+1} < 2$$.\n\n$$\n\\frac{a}{b}\n$$\n");
    expect(page).toContain("<msub><mi>a</mi><mrow><mi>k</mi><mo>+</mo><mn>1</mn></mrow></msub>");
    expect(page).toContain('<annotation encoding="application/x-tex">a_{k+1} &lt; 2</annotation>');
    expect(page).toMatch(
      /<div class="formula" tabindex="0" role="group"[^>]*><math display="block"/,
    );
    expect(page).toContain("<mfrac><mi>a</mi><mi>b</mi></mfrac>");
    // The pages' policy would drop it, and says so in the console.
    expect(page).not.toContain("style=");
  });

  it("reads alike in .md and .mdx, whatever braces and signs it has", () => {
    const body =
      "Is $$\\{x : f_{ij}(x) < 3\\}$$ so?\n\n$$\n\\begin{aligned} a &= b \\\\ c &< d \\end{aligned}\n$$\n";
    const facts = bodyFacts(body, "md");
    expect(facts.formulas.map(({ isDisplay }) => isDisplay)).toEqual([false, true]);
    expect(bodyFacts(body, "mdx").formulas).toEqual(facts.formulas);
  });

  it("gives one picture to one formula, and another to its other size", () => {
    const [a, b, c] = [
      { tex: "x", isDisplay: true },
      { tex: "x", isDisplay: false },
      { tex: "y", isDisplay: false },
    ].map(formulaPath);
    expect(new Set([a, b, c]).size).toBe(3);
  });
});

describe("TeX that is none", () => {
  it.each([
    ["$$\\frac{1$$", "expected '}'"],
    ["$$\\nosuch x$$", "\\nosuch"],
    ["$$a & b$$", "'&'"],
  ])("%s is told in one line with file and line", (body, words) => {
    const problems = problemsOf({ "issues/001/a.md": entryText("A", "", `\nText.\n\n${body}\n`) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^issues\/001\/a\.md:\d+: maths: [^\n]*LaTeX[^\n]*$/);
    expect(problems[0]).toContain(words);
    const lines = entryText("A", "", `\nText.\n\n${body}\n`).split("\n");
    const [, line = "0"] = /:(\d+):/.exec(problems[0] ?? "") ?? [];
    expect(lines[Number(line) - 1]).toBe(body);
  });

  it("never makes the check itself fail", () => {
    fc.assert(
      fc.property(fc.string(), (tex) => {
        const problem = formulaProblem({ tex, isDisplay: true });
        expect(problem === undefined || !problem.includes("\n")).toBe(true);
      }),
    );
  });

  it("is not asked of what a backslash makes plain dollars", () => {
    expect(parseBody("It is \\$\\$x\\$\\$.", "md")).not.toMatchObject({ type: "inlineMath" });
    expect(bodyFacts("It is \\$\\$x\\$\\$.", "md").formulas).toEqual([]);
  });
});
