import { markdownToHtml, mdxToJs } from "satteri";
import { describe, expect, it } from "vitest";

import { markdownPlugins, type MarkdownSettings } from "#newsletter/markdown.ts";
import { markdownFeatures } from "#newsletter/tree.ts";

const settings: MarkdownSettings = {
  newsletter: {
    address: "https://example.org/notes/",
    language: "en",
    languages: {},
    references: {
      prefix: "AN #",
      addresses: { "7": "https://example.net/seven/" },
      otherwise: "https://example.net/all/",
    },
    words: {},
  },
  people: { "ada-lovelace": { name: "Ada Lovelace", spellings: ["A. Lovelace"] } },
  issues: ["001", "1024"],
};

async function html(source: string, changed: Partial<MarkdownSettings> = {}): Promise<string> {
  const rendered = await markdownToHtml(source, {
    features: markdownFeatures,
    mdastPlugins: markdownPlugins({ ...settings, ...changed }),
  });
  return rendered.html.trim();
}

describe("a reference to an issue", () => {
  it.each([
    ["of this site leads to its page, under the site's path", "AN #1", "/notes/issues/001/"],
    ["finds an issue of four digits", "AN #1024", "/notes/issues/1024/"],
    ["elsewhere leads where the settings say", "AN #7", "https://example.net/seven/"],
    ["of any other number leads to the rest", "AN #36", "https://example.net/all/"],
  ])("%s", async (_, text, url) => {
    expect(await html(`See (${text}).`)).toBe(`<p>See (<a href="${url}">${text}</a>).</p>`);
  });

  it("is found twice in a line, and across the end of one", async () => {
    expect(await html("AN #1 and AN\n#7")).toBe(
      '<p><a href="/notes/issues/001/">AN #1</a> and <a href="https://example.net/seven/">AN\n#7</a></p>',
    );
  });

  it.each([
    "[AN #1](https://example.com/)",
    "[see **AN #1** there](https://example.com/)",
    "[AN #1][there]\n\n[there]: https://example.com/",
    '<a href="https://example.com/">AN #1</a>',
  ])("inside a link stays as it is: %s", async (source) => {
    const links = (await html(source)).match(/<a /g) ?? [];
    expect(links).toHaveLength(1);
    expect(await html(source)).toContain("https://example.com/");
    expect(await html(source)).not.toContain("/notes/");
  });

  it("inside a link written as a tag stays as it is too", async () => {
    const { code } = await mdxToJs('<a href="https://example.com/">AN #1</a>', {
      features: markdownFeatures,
      mdastPlugins: markdownPlugins(settings),
    });
    expect(code).not.toContain("/notes/");
  });

  it("after a closed link is one again", async () => {
    expect(await html('<a href="https://example.com/">x</a> AN #1')).toContain(
      "/notes/issues/001/",
    );
  });

  it.each(["`AN #1`", "FAN #1", "AN #", "AN 1", "an #1"])("is not made of %s", async (source) => {
    expect(await html(source)).not.toContain("<a ");
  });

  it("is plain text where the newsletter has no way to name issues", async () => {
    const { address } = settings.newsletter;
    const newsletter = { address, language: "en", languages: {}, words: {} };
    expect(await html("AN #1", { newsletter })).toBe("<p>AN #1</p>");
  });
});

describe("a directive", () => {
  it("sets an opinion apart under the name as people.yaml prints it", async () => {
    expect(
      (await html(':::opinion{by="A. Lovelace"}\nGood.\n:::')).replaceAll(/>\s+</g, "><"),
    ).toBe(
      '<section class="opinion"><p class="opinion-by">Ada Lovelace’s opinion</p><p>Good.</p></section>',
    );
  });

  it("names the opinion in the newsletter's own words", async () => {
    const newsletter = { ...settings.newsletter, words: { opinionOf: "Meinung von {name}" } };
    expect(await html(':::opinion{by="Ada Lovelace"}\nGut.\n:::', { newsletter })).toContain(
      ">Meinung von Ada Lovelace<",
    );
  });

  it("puts a note in the margin", async () => {
    const said = await html("Text.:sidenote[A *note*.]");
    expect(said).toContain("A <em>note</em>.");
    // The number unfolds the note that follows it.
    const [, target] = /<button[^>]* popovertarget="([^"]+)"/.exec(said) ?? [];
    expect(said).toMatch(new RegExp(`id="${target ?? "none"}".*<small class="sidenote"`));
  });

  it.each(["At 12:30.", "ratio a:b, c:d", "a:b{c=d} stays"])(
    "is not made of %j",
    async (source) => {
      expect(await html(source)).toBe(`<p>${source}</p>`);
    },
  );

  it.each([
    [":::opinoin\nx\n:::", 'did you mean ":::opinion"?'],
    ["::video{id=1}", "there are :::opinion"],
    ["A :sidnote[x].", 'did you mean ":sidenote"?'],
  ])("that there is not is refused: %j", async (source, remedy) => {
    await expect(html(source)).rejects.toThrow(remedy);
  });
});

it("gives rendered prose another key whenever people, settings or shown issues change", async () => {
  const key = (changed: Partial<MarkdownSettings>): string =>
    markdownPlugins({ ...settings, ...changed })[0].name;
  const keys = [
    key({}),
    key({ issues: ["001"] }),
    key({ people: {} }),
    key({ translations: [{ target: "001", language: "de" }] }),
    key({ newsletter: { ...settings.newsletter, words: { opinionOf: "{name}" } } }),
  ];
  expect(new Set(keys).size).toBe(5);
  expect(key({})).toBe(keys[0]);
});
