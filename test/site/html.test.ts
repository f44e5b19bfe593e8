import { HtmlValidate } from "html-validate";
import { describe, expect, it } from "vitest";

import { buildSite, htmlOf } from "./built.ts";
import { newsletters } from "./newsletters.ts";

const checker = new HtmlValidate({
  root: true,
  elements: ["html5"],
  extends: ["html-validate:recommended", "html-validate:standard"],
  rules: {
    // Titles are those of the works, however long.
    "long-title": "off",
    // The database filters as one types and says how many entries are left; there is nothing to submit.
    "wcag/h32": "off",
    // What scrolls sideways is a region only so that the keyboard can reach and name it; it is no section of the text.
    "prefer-native-element": ["error", { exclude: ["region"] }],
  },
});

describe.each(newsletters)("the markup of $name", ({ content, root }) => {
  it("keeps to the HTML standard on every page", async () => {
    const site = buildSite(content, root);
    const problems: string[] = [];
    for (const page of site.pages) {
      const { results } = await checker.validateString(htmlOf(site, page));
      for (const { ruleId, message, selector } of results.flatMap(({ messages }) => messages)) {
        problems.push(`${page}: ${ruleId}: ${message} at ${selector ?? "?"}`);
      }
    }
    expect(problems).toEqual([]);
  });
});
