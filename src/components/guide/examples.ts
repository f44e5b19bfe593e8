import type { NewsletterConfig } from "#newsletter/schemas.ts";
import { parseBody, tagsOf } from "#newsletter/tree.ts";

/** Sources of the author's guide, each rendered beside itself by the pipeline of the content. */
export interface GuideExamples {
  readonly opinion: string;
  readonly sidenote: string;
  readonly reference: string;
  readonly maths: string;
  readonly entry: string;
}

/** The examples in words of this newsletter: its categories, and its own way to name other issues. */
export function guideExamples({
  references,
  sections,
}: Pick<NewsletterConfig, "references" | "sections">): GuideExamples {
  const reference = `${references?.prefix ?? "AN #"}36`;
  return {
    opinion: `:::opinion{by="Ada Lovelace"}
What the giver makes of the work, in as many paragraphs as it takes.
:::`,
    sidenote:
      "The network is small. :sidenote[Two layers of 128 units; the paper’s has 50 layers.]",
    reference: `This answers a question raised in ${reference}; [${reference}](https://example.org/) keeps its own address.`,
    maths: String.raw`The learner answers by the sign of $$x^\top \Sigma^{-1} \mu$$, and costs $5.

$$
\sqrt{\frac{1}{n} \sum_{i=1}^{n} x_i^2}
$$`,
    entry: `---
title: "Labels can lie: a study"
url: https://example.org/work
authors: [Ada Lovelace, Charles Babbage]
venue: Example Conference
published: 2026
category: ${sections[0]?.categories[0]?.id ?? "category"}
summarisedBy: [Ada Lovelace]
gist: A network learns from labels that are all wrong.
readMore:
  - { title: Code, url: "https://example.org/code" }
---

The summary, in plain Markdown: *emphasis*, [links](https://example.org/), lists, tables. (See also
${reference}.) :sidenote[A note in the margin.]

:::opinion{by="Ada Lovelace"}
What she makes of it.
:::`,
  };
}

/** A small map of an argument, as its file says it. */
export const mapExample = `title: What should we do next?
summary: Answer what you can, and leave the rest.
whose: Questions and arrows are the editors’.
nodes:
  scales:
    title: Learning scales
    question: Is more data all that is missing?
  ideas:
    title: Ideas are missing
    question: Does something still have to be thought of?
agendas:
  more-data:
    title: Collect more data
    work: Gather what nobody has labelled yet.
edges:
  - from: ideas
    to: scales
    weight: -1
    because: What waits for an idea does not come of more.
  - from: scales
    to: more-data
    weight: 2
    because: What scales wants feeding.
`;

/** The source of a demo, and the attributes that are read from it as from an entry. */
export function demoExample(experiment: string): {
  readonly source: string;
  readonly attributes: { readonly experiment: string };
} {
  const source = `<Demo experiment="${experiment}" />`;
  const [tag] = tagsOf(parseBody(source, "mdx"));
  return { source, attributes: { experiment, ...tag?.attributes } };
}
