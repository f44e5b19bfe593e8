import { describe, expect, it } from "vitest";

import { elements, feedFiles, htmlElements, itemsOf } from "./feed-files.ts";
import { builtNewsletter, newsletters } from "./newsletters.ts";

const german = newsletters.filter(({ content }) => content !== "content");

describe.each(german)("the feeds of $name", (newsletter) => {
  const { site } = builtNewsletter(newsletter);
  const withMaps = feedFiles.filter((file) => !file.startsWith("entries/"));

  it.each(withMaps)("tell a map of an argument in %s as a list with every reason", (file) => {
    const [item] = itemsOf(site, file);
    const nested = htmlElements(item?.html ?? "")
      .filter(({ name }) => name === "li")
      .flatMap((entry) => elements(entry, "li").filter((inner) => inner !== entry));
    expect(nested).toHaveLength(3);
    expect(item?.html).toContain(
      "<em>Für Daten sammeln</em> (ein Ja vervielfacht die Chancen mit 4): Was wächst, will gefüttert sein.",
    );
    expect(item?.html).toContain("Fragen und Pfeile sind erfunden.");
    expect(item?.html).not.toMatch(/<(?:svg|input|output|form)\b/);
    expect(item?.html).toMatch(/<a href="https:\/\/[^"]+#map-lernen">/);
  });
});
