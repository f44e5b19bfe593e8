import { describe, expect, it } from "vitest";

import { proseMarkdown } from "#channels/twin-markdown.ts";

describe("prose as Markdown", () => {
  it("keeps a table as a table, whatever stands in its cells", () => {
    const html =
      "<table><thead><tr><th>a|b</th><th>c</th></tr></thead><tbody><tr><td><p>1</p></td><td>2 <em>3</em></td></tr></tbody></table>";
    expect(proseMarkdown(html)).toBe("| a\\|b | c |\n| --- | --- |\n| 1 | 2 _3_ |");
  });

  it("gives a formula as the TeX it was written in, in its line or in lines of its own", () => {
    const picture = 'src="https://example.org/formulas/0123456789abcdef.png"';
    const html = `<p>So <img ${picture} alt="a_{1} &lt; b"> holds.</p><p><img ${picture} alt="\\frac{a}{b}"></p>`;
    expect(proseMarkdown(html)).toBe("So $$a_{1} < b$$ holds.\n\n$$\n\\frac{a}{b}\n$$");
  });

  it("names who gives an opinion above it, in the quotation", () => {
    const html = "<blockquote><h4>Ada Lovelace’s opinion</h4><p>Yes.</p></blockquote>";
    expect(proseMarkdown(html)).toBe(
      "> #### Ada Lovelace’s opinion\n> \n> Yes.".replaceAll(/ +$/gm, ""),
    );
  });
});
