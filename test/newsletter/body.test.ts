import { describe, expect, it } from "vitest";

import { bodyFacts, plainBlocks } from "#newsletter/body.ts";

describe("the facts of a body", () => {
  it("finds opinions and demos however their attributes are written, each once, in order", () => {
    const { opinionsBy, experiments } = bodyFacts(
      `<Demo
  preset='quick'
  experiment='second'
/>

<Demo experiment={"first"} />

<Demo experiment="second" />

:::opinion{by='Ada "A." Lovelace' .wide}
One.
:::

- in a list

  ::::opinion{#x by="Grace Hopper"}
  Two.
  ::::
`,
      "mdx",
    );
    expect(experiments).toEqual(["second", "first"]);
    expect(opinionsBy).toEqual(['Ada "A." Lovelace', "Grace Hopper"]);
  });

  it("takes what is shown as code, or commented out, for neither", () => {
    const { opinionsBy, experiments } = bodyFacts(
      `\`\`\`mdx
<Demo experiment="fenced" />
:::opinion{by="Nobody"}
:::
\`\`\`

Inline \`<Demo experiment="inline" />\` and {/* <Demo experiment="comment" /> */}.
`,
      "mdx",
    );
    expect(experiments).toEqual([]);
    expect(opinionsBy).toEqual([]);
  });

  it.each([
    ["Two words.", 2],
    ["It’s 12:30 and a [linked text](https://example.org/not/counted).", 7],
    [':::opinion{by="Ada Lovelace"}\nThree words here.\n:::', 3],
    ["One.:sidenote[Two three.] Four.", 4],
    ["a\\\nb", 2],
    ["| a | b |\n| - | - |\n| c | d |", 4],
    ["Naïve `code` **bo**ld", 3],
    ["<!-- none of these -->", 0],
  ])("counts the words a reader reads: %j has %d", (body, count) => {
    expect(bodyFacts(body, "md").wordCount).toBe(count);
  });

  it.each([
    ["", "md", true],
    [" \n\n", "md", true],
    ["<!-- later -->", "md", true],
    ["{/* later */}", "mdx", true],
    ["![A curve](curve.png)", "md", false],
    ["    code", "md", false],
    ['<Demo experiment="x" />', "mdx", false],
    ["x", "md", false],
  ] as const)("tells whether %j in .%s shows nothing", (body, format, isEmpty) => {
    expect(bodyFacts(body, format).isEmpty).toBe(isEmpty);
  });
});

describe("the plain blocks of a body", () => {
  it("are the words of each block, without marks, tags and addresses", () => {
    const body =
      '# A *title*\n\nOne [link](https://example.org/) and `code`.\n\n<Demo experiment="x" />\n\n| a | b |\n| - | - |\n| 1 | 2 |\n';
    expect(plainBlocks(body, "mdx").filter((block) => block.trim() !== "")).toEqual([
      "A title",
      "One link and code.",
      "a b 1 2",
    ]);
  });
});
