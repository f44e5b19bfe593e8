import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { escapeHtml, portableHtml } from "#channels/portable-html.ts";

import { htmlElements, letters } from "./feed-files.ts";
import { readers } from "./readers.ts";

const page = "https://example.org/my-newsletter/issues/001/";
const portable = (html: string): string => portableHtml(html, page);

describe("portableHtml", () => {
  it.each([
    ["/my-newsletter/issues/002/", "https://example.org/my-newsletter/issues/002/"],
    ["../002/", "https://example.org/my-newsletter/issues/002/"],
    ["#muster", "https://example.org/my-newsletter/issues/001/#muster"],
    ["?q=1", "https://example.org/my-newsletter/issues/001/?q=1"],
    ["//example.net/x", "https://example.net/x"],
    ["https://example.net/x?a=1&amp;b=2", "https://example.net/x?a=1&amp;b=2"],
    ["", page],
  ])("resolves the address %j of links and pictures", (address, absolute) => {
    expect(portable(`<a href="${address}">x</a>`)).toBe(`<a href="${absolute}">x</a>`);
    expect(portable(`<img src="${address}" alt="y">`)).toBe(`<img src="${absolute}" alt="y" />`);
  });

  it("keeps the words of a link whose address is none, and leads it nowhere dangerous", () => {
    expect(portable('<a href="http://[">x</a>')).toBe(`<a href="${page}">x</a>`);
    expect(portable('<a id="x">here</a>')).toBe("<a>here</a>");
    expect(portable('<a href="javascript:alert(1)">x</a>')).toBe("<a>x</a>");
  });

  it("sets an opinion apart under its giver’s name", () => {
    expect(
      portable(
        '<section class="opinion"><p class="opinion-by">Ada’s opinion</p><p>Well.</p></section>',
      ),
    ).toBe("<blockquote><h4>Ada’s opinion</h4><p>Well.</p></blockquote>");
  });

  it.each([
    [
      "as small print",
      'Text<small class="sidenote">Note</small> on.',
      "Text<small>Note</small> on.",
    ],
    ["that folds", "Text <details><summary>more</summary>Note</details>on.", "Text more Note on."],
    [
      "behind a button",
      'Text<button type="button" popovertarget="n">1</button><span popover id="n"></span><small role="note"><span class="bracket"> (</span>Note<span class="bracket">)</span></small> on.',
      "Text<small> (Note)</small> on.",
    ],
    [
      "behind a checkbox",
      'Text<label for="n">1</label><input type="checkbox" id="n"><span class="note">Note</span> on.',
      "Text1 Note on.",
    ],
  ])("keeps the words of a side note %s", (_, html, expected) => {
    expect(portable(html)).toBe(expected);
  });

  it("keeps apart what stood apart", () => {
    const html = "<div>one</div><div>two</div><dl><dt>three</dt><dd>four</dd></dl>five";
    expect(portable(html).split(/\s+/)).toEqual(["one", "two", "three", "four", "five"]);
  });

  it("drops programs, controls and drawings with all they hold", () => {
    const html =
      '<p onclick="x()" style="color:red" class="a">a<script>b</script><style>c</style><svg><title>d</title><text>e</text></svg><button>f</button><select><option>g</option></select><iframe src="/">h</iframe><template>i</template></p>';
    expect(portable(html)).toBe("<p>a</p>");
  });

  it("unwraps what readers would throw away whole", () => {
    expect(portable("<noscript><p>a</p></noscript><canvas>b</canvas>")).toBe("<p>a</p>b");
  });

  it("loses no word of prose in whatever element it stands, and no reader loses one after it", () => {
    const names =
      "p em strong small span div section article aside details summary ul ol li blockquote h3 h4 sub sup code pre figure figcaption table tr td mark q cite abbr time u dl dt dd noscript x-note".split(
        " ",
      );
    const text = fc.stringMatching(/^[\p{L}\p{N} &<>"']{1,20}$/u).map(escapeHtml);
    const prose = fc.letrec<{ node: string; element: string }>((tie) => ({
      node: fc.oneof({ depthSize: "small", withCrossShrink: true }, text, tie("element")),
      element: fc
        .tuple(fc.constantFrom(...names), fc.array(tie("node"), { maxLength: 4 }))
        .map(([name, inner]) => `<${name} class="x" style="y:z">${inner.join("")}</${name}>`),
    })).element;
    fc.assert(
      fc.property(prose, (html) => {
        const made = portable(html);
        expect(letters(made)).toBe(letters(html));
        for (const { show } of readers) expect(letters(show(made))).toBe(letters(html));
        for (const { attribs } of htmlElements(made)) expect(attribs).toEqual({});
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same again when it is given what it gave", () => {
    const html = '<section><p class="opinion-by">A</p><p>b <a href="../x/">c</a></p></section>';
    expect(portable(portable(html))).toBe(portable(html));
  });
});

describe("escapeHtml", () => {
  it("says any text so that markup reads it back", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(htmlElements(escapeHtml(text))).toEqual([]);
        expect(letters(escapeHtml(text))).toBe(text.replaceAll(/[^\p{L}\p{N}]+/gu, ""));
      }),
    );
  });
});
