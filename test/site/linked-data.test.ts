import { describe, expect, it } from "vitest";

import { buildSite, htmlOf } from "./built.ts";

describe("what a page says of itself to machines", () => {
  const site = buildSite("content", "/");
  const dataOf = (page: string): unknown => {
    const [, json = "null"] =
      /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(htmlOf(site, page)) ?? [];
    return JSON.parse(json);
  };

  it("names an issue as one of a periodical, with its entries as parts", () => {
    expect(dataOf("issues/062/")).toMatchObject({
      "@type": "PublicationIssue",
      issueNumber: 62,
      datePublished: "2019-08-22",
      isPartOf: { "@type": "Periodical", name: "Retort" },
    });
    const { hasPart } = dataOf("issues/062/") as { hasPart: { "@id": string }[] };
    expect(hasPart.map((part) => part["@id"])).toContain(
      "https://retort.example/issues/062/robust-feature-leakage/",
    );
  });

  it("names an entry as a review of the work by those who summarised it", () => {
    expect(dataOf("issues/062/robust-feature-leakage/")).toMatchObject({
      "@type": "Review",
      author: [{ "@type": "Person", name: "Rohin Shah" }],
      itemReviewed: {
        "@type": "ScholarlyArticle",
        name: "Robust Feature Leakage",
        author: [{ "@type": "Person", name: "Gabriel Goh" }],
      },
    });
  });
});
