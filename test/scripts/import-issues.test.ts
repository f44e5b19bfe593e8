import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { readContent } from "../../scripts/content.ts";
import { type ImportFolder, importFolder } from "./import-folder.ts";

let folder: ImportFolder;
beforeEach(() => {
  folder = importFolder();
});
afterEach(() => folder.remove());

/** Imports a file after one look at the proposals, which are taken as they are but for the issue's day. */
async function imported(name: string, text: string, date = "2026-08-22"): Promise<string[]> {
  const path = folder.file(name, text);
  const said = await folder.run(path);
  if (!said[0]?.includes("proposals")) return said;
  folder.write(
    "aliases.yaml",
    folder.read("aliases.yaml").replaceAll("date: null", `date: ${date}`),
  );
  return folder.run(path);
}

/** What the same issue must come to, however it is written. */
const plain = `[AN #62] Are kites real?

Link post

Find all resources here. In particular, you can sign up.

Highlights

Kites Are Not Birds (Ada Lovelace, Grace Hopper et al) (summarized by Ada and Grace): A discussion.

That {kites} cost $5 (or more). Compare strings (AN #1).

Grace’s opinion: I buy it.

Still, a second thought (with brackets): and more.

Prerequisites: A primer of wind

Read more: The longer story

Response: String Leakage (Mina Orr): This response checks strings.

Ada's opinion: Quite compelling.

Theory of flight

Bounds

Problems that philosophers could solve (Wei Dao): Exactly what it says.

Privacy and security

Evaluating Unintended Flight (Nick Carl et al)

Read more: The Secret Flyer: Evaluating Flight
`;

const markdown = `---
title: "[AN #62] Are kites real?"
---

Link post

Find all resources here. In particular, you can sign up.

## Highlights

[Kites Are Not Birds](https://example.org/kites) *(Ada Lovelace, Grace Hopper et al)* (summarized by Ada and Grace): A discussion.

That {kites} cost $5 (or more). Compare strings ([AN #1](https://mail.example.com/1)).

*Grace's opinion*: I buy it.

Still, a second thought (with brackets): and more.

**Prerequisites:** A primer of wind

**Read more:** [The longer story](https://example.org/longer)

Response: [String Leakage](https://example.org/strings) (Mina Orr): This response checks strings.

**Ada's opinion:** Quite compelling.

## Theory of flight

### Bounds

#### [Problems that philosophers could solve](https://example.org/problems) (Wei Dao)

Exactly what it says.

### Privacy and security

[Evaluating Unintended Flight](https://example.org/flight) (Nick Carl et al)

*Read more:* The Secret Flyer: Evaluating Flight
`;

const html = `<html><head><title>x</title><style>p{color:red}</style></head><body>
<h1>[AN #62] Are kites real?</h1><time datetime="2026-08-22T10:00">today</time>
<p>Link post</p><p>Find all resources here. In particular, you can sign up.</p>
<h2>Highlights</h2>
<p><a href="https://example.org/kites">Kites Are Not Birds</a> <em>(Ada Lovelace, Grace Hopper et al)</em> (summarized by Ada and Grace): A discussion.<script>steal()</script></p>
<p onclick="steal()">That {kites} cost $5 (or more). Compare strings (<a href="https://mail.example.com/1">AN #1</a>).</p>
<p><strong>Grace’s opinion:</strong> I buy it.</p><p>Still, a second thought (with brackets): and more.</p>
<p><strong>Prerequisites:</strong> A primer of wind</p>
<p><b>Read more:</b> <a href="https://example.org/longer">The longer story</a></p>
<p>Response: <a href="https://example.org/strings">String Leakage</a> (Mina Orr): This response checks strings.</p>
<p><em>Ada’s opinion:</em> Quite compelling.</p>
<h2>Theory of flight</h2><h3>Bounds</h3>
<p><strong><a href="https://example.org/problems">Problems that philosophers could solve</a></strong> (Wei Dao): Exactly what it says.</p>
<h3>Privacy and security</h3>
<p><a href="https://example.org/flight">Evaluating Unintended Flight</a> (Nick Carl et al)</p>
<p><em>Read more:</em> The Secret Flyer: Evaluating Flight</p>
</body></html>`;

describe.each([
  ["plain text", "an62.txt", plain],
  ["Markdown", "an62.md", markdown],
  ["HTML", "an62.html", html],
])("an issue in %s", (_, name, text) => {
  it("comes apart into its opening, headings, entries, responses, opinions and links", async () => {
    const said = await imported(name, text);
    expect(said).toContain("entries: 4 new, 0 replaced, 0 as they were, 0 kept");
    expect(said).toContain("not placed: 0");
    const { issues, entries } = readContent(folder.content);
    const issue = issues.find(({ slug }) => slug === "062");
    expect(issue?.data).toMatchObject({
      number: 62,
      title: "Are kites real?",
      date: "2026-08-22",
      gist: "Kites Are Not Birds",
    });
    expect(issue?.body).toContain("Find all resources here. In particular, you can sign up.");
    const of = (id: string) => entries.find((entry) => entry.id === `062/${id}`);
    const lead = of("kites-not-birds");
    expect(lead?.data).toMatchObject({
      title: "Kites Are Not Birds",
      authors: ["Ada Lovelace", "Grace Hopper"],
      andOthers: true,
      highlight: true,
      summarisedBy: ["Ada Lovelace", "Grace Hopper"],
      prerequisites: [{ title: "A primer of wind" }],
    });
    expect(lead?.data.readMore[0]?.title).toBe("The longer story");
    expect(lead?.body.trim()).toBe(
      'A discussion.\n\nThat \\{kites\\} cost $5 (or more). Compare strings (AN #1).\n\n:::opinion{by="Grace Hopper"}\nI buy it.\n\nStill, a second thought (with brackets): and more.\n:::',
    );
    expect(of("string-leakage")).toMatchObject({
      data: { respondsTo: "062/kites-not-birds", highlight: false },
      body: '\nThis response checks strings.\n\n:::opinion{by="Ada Lovelace"}\nQuite compelling.\n:::\n',
    });
    expect(of("problems-that-philosophers-could-solve")).toMatchObject({
      data: { category: "bounds", authors: ["Wei Dao"] },
      body: "\nExactly what it says.\n",
    });
    expect(of("evaluating-unintended-flight")?.data).toMatchObject({
      category: "privacy-security",
      readMore: [{ title: "The Secret Flyer: Evaluating Flight" }],
    });
    if (name !== "an62.txt") {
      expect(lead?.data.url).toBe("https://example.org/kites");
      expect(lead?.data.readMore[0]?.url).toBe("https://example.org/longer");
    }
  });

  it("changes nothing the second time", async () => {
    await imported(name, text);
    const once = folder.everything();
    const again = await imported(name, text);
    expect(again[1]).toBe("entries: 0 new, 0 replaced, 4 as they were, 0 kept");
    expect(again[2]).toBe("issues: 0 new, 0 replaced, 1 as they were, 0 kept");
    expect(folder.everything()).toEqual(once);
  });
});

it("tells of paragraphs that belong to no entry", async () => {
  const said = await imported(
    "an63.txt",
    plain.replace("Bounds\n", "Bounds\n\nThese two belong together.\n"),
  );
  expect(said).toContain(
    `  an63.txt:${plain.split("\n").indexOf("Bounds") + 3}: under "Bounds" and part of no entry: "These two belong together."`,
  );
});

it.each([
  [
    "Jekyll",
    "2026-03-04-kites.md",
    "---\nlayout: post\ntitle: Kites\nexcerpt: On kites.\ntags: [wind]\n---\nWords {% include x.html %} here.\n",
  ],
  [
    "Hugo",
    "kites.md",
    '+++\ntitle = "Kites"\ndate = 2026-03-04T05:06:07Z\nsummary = "On kites."\ntags = ["wind"]\n+++\nWords {{< figure src="x" >}} here.\n',
  ],
  [
    "Docusaurus",
    "2026-03-04-kites.mdx",
    "---\ntitle: Kites\ndescription: On kites.\ntags: [wind]\n---\n\nimport X from './x';\n\nWords  here.\n\n<!-- truncate -->\n",
  ],
  ["no maker", "2026-03-04-kites.md", "# Kites\n\nWords  here.\n"],
])(
  "takes a post of %s with its day, title and gist, and tells what has no place",
  async (maker, name, text) => {
    const said = await imported(name, text);
    const { issues } = readContent(folder.content);
    const issue = issues.find(({ data }) => data.number === 2);
    expect(issue?.data).toMatchObject({
      title: "Kites",
      date: "2026-03-04",
      gist: maker === "no maker" ? "Kites" : "On kites.",
    });
    expect(issue?.body.trim().replaceAll(/ +/g, " ")).toBe("Words here.");
    if (maker !== "no maker") {
      expect(said).toContain(`  ${name}: fields without a place here: tags`);
      expect(said.join("\n")).toMatch(/: (?:a template tag|a short code|an import): /);
    }
  },
);

it("numbers the posts of a folder by their days, and keeps drafts drafts", async () => {
  folder.file("posts/b.md", "---\ntitle: Later\ndate: 2026-05-01\n---\nB.\n");
  const path = folder.file(
    "posts/a/c.md",
    "---\ntitle: Sooner\ndate: 2026-04-01\ndraft: true\n---\nA.\n",
  );
  await folder.run(path.replace("/a/c.md", ""));
  await folder.run(path.replace("/a/c.md", ""));
  const { issues } = readContent(folder.content);
  expect(issues.map(({ data }) => [data.number, data.title, data.draft])).toEqual([
    [1, "Issue 1", false],
    [2, "Sooner", true],
    [3, "Later", false],
  ]);
});

it.each([
  ["a.md", "+++\ntitle = \n+++\n", "a.md: its front matter is no valid TOML"],
  ["a.md", "---\ntitle: A: b\n---\n", "a.md:2: no valid YAML"],
])("refuses front matter that cannot be read in one sentence", async (name, text, sentence) => {
  await expect(imported(name, text)).rejects.toThrow(sentence);
});

describe("a post that summarises no work", () => {
  it("keeps every word as the issue’s opening, headings, code and tables too", async () => {
    const text = `# Kites

First.

{% highlight js %}
import a from "b";
{% endhighlight %}

## A part

Under it, {{% note %}}noted{{% /note %}} and \`{{ code }}\`.

<b>Bold</b>[^1] ![A kite](../img/kite.png) and [a page](/about/) with [![its picture](small.png)](/about/).

| Kite | Height |
|------|--------|
| red  | 9      |

[^1]: A remark.
`;
    const said = await imported("2026-03-04-kites.md", text);
    const body = readContent(folder.content).issues.find(({ data }) => data.number === 2)?.body;
    for (const words of [
      "First.",
      '```js\nimport a from "b";\n```',
      "#### A part",
      "noted and `{{ code }}`.",
      "**Bold**<sup>1</sup> A kite and a page with its picture.",
      "| red | 9 |",
      "A remark.",
    ]) {
      expect(body).toContain(words);
    }
    expect(body).not.toMatch(/\{\}|user-content/);
    expect(said).toContain(
      '  2026-03-04-kites.md: "../img/kite.png" leads nowhere here; words stay',
    );
    expect(said).toContain('  2026-03-04-kites.md: "/about/" leads nowhere here; words stay');
    expect(said).toContain("not placed: 0");
  });

  it("is told of where another one has its number, and where the issue is there already", async () => {
    const first = folder.file("posts/a.md", "---\ntitle: A\nnumber: 1\n---\nA.\n");
    folder.file("posts/b.md", "---\ntitle: B\nnumber: 1\n---\nB.\n");
    const said = await folder.run(first.replace("/a.md", ""));
    expect(said).toContain("  b.md: issue 1 opens with a.md already; give this one another number");
    expect(said.at(-1)).toBe("  issues/001/index.md");
  });

  it("may be one of several folders with a day and an index file each", async () => {
    const first = folder.file("posts/2026-03-04-a/index.md", "---\ntitle: A\n---\nA.\n");
    folder.file("posts/2026-03-05-b/index.md", "---\ntitle: B\n---\nB.\n");
    await folder.run(first.replace("/2026-03-04-a/index.md", ""));
    await folder.run(first.replace("/2026-03-04-a/index.md", ""));
    const { issues } = readContent(folder.content);
    expect(issues.map(({ data }) => [data.title, data.date]).slice(1)).toEqual([
      ["A", "2026-03-04"],
      ["B", "2026-03-05"],
    ]);
  });
});

it("finds what follows an entry also where no empty line stands before it", async () => {
  await imported(
    "an63.txt",
    "[AN #63] Kites\n\nBounds\n\nA Work of Wind (Ada Lovelace, Grace Hopper): Words.\nAda Lovelace's opinion: Good.\nRead more: A paper\nPrerequisites: A primer\n",
  );
  const entry = readContent(folder.content).entries.at(-1);
  expect(entry?.data).toMatchObject({
    readMore: [{ title: "A paper" }],
    prerequisites: [{ title: "A primer" }],
  });
  expect(entry?.body).toContain("Words.\n\n:::opinion");
});
