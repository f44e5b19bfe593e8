import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { tags } from "#newsletter/tags.ts";

const folder = new URL("../../src/components/tags/", import.meta.url);

it("knows the tags that pages offer to authors, and feeds too", () => {
  for (const set of ["web.ts", "still.ts"]) {
    const [, names = ""] =
      /Tags = \{([^}]*)\}/.exec(readFileSync(new URL(set, folder), "utf8")) ?? [];
    const offered = names.split(",").flatMap((name) => name.split(":")[0]?.trim() || []);
    expect(offered, set).toEqual(Object.keys(tags));
  }
});

describe.each(Object.keys(tags))("the attributes of %s", (name) => {
  it("are those that its component takes", () => {
    expect(readdirSync(folder)).toContain(`${name}.astro`);
    const text = readFileSync(new URL(`${name}.astro`, folder), "utf8");
    const [, props = ""] = /interface Props \{([\s\S]*?)\n\}/.exec(text) ?? [];
    const taken = [...props.matchAll(/^ {2}readonly (\w+)(\?)?:/gm)].map(
      ([, prop, isOptional]) => ({
        name: prop,
        isRequired: isOptional === undefined,
      }),
    );
    const known = (tags[name] ?? []).map((attribute) => ({
      name: attribute.name,
      isRequired: attribute.isRequired,
    }));
    expect(known, `list them in src/newsletter/tags.ts, as ${name}.astro has them`).toEqual(taken);
  });
});
