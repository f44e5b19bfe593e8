import { mkdtempSync, rmSync, symlinkSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as fc from "fast-check";
import { afterAll, expect, it } from "vitest";

import { joinLists, splitLists } from "../../scripts/build/number-lists.ts";
import { factName, factNumber } from "../../scripts/build/recording.ts";
import { stampList, stampOf, stampsOf } from "../../scripts/build/stamps.ts";
import { type BuildState, packState, readState } from "../../scripts/build/state.ts";
import { filesBelow } from "../../scripts/files.ts";

const folder = mkdtempSync(join(tmpdir(), "retort-state-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const numbers = fc.array(fc.nat(2 ** 32 - 1)).map((list) => Uint32Array.from(list));

it("gives lists of numbers back as they were", () => {
  fc.assert(
    fc.property(fc.array(numbers), (lists) => {
      expect(splitLists(joinLists(lists))).toEqual(lists);
    }),
  );
});

it("leaves a state to the next build, whatever numbers its facts have there", () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 });
  const reads = fc.array(fc.nat(19));
  fc.assert(
    fc.property(names, reads, reads, reads, (facts, loading, ofRoute, ofPage) => {
      const known = facts.map(factNumber);
      const numbersOf = (places: readonly number[]): Uint32Array =>
        Uint32Array.from(places.flatMap((place) => known[place] ?? []));
      const state: BuildState = {
        knowledge: new Map([["issue 1", { whole: "w", facts: { title: "t" } }]]),
        loading: numbersOf(loading),
        parts: new Map([["part", { value: { html: "<p>" }, reads: numbersOf(ofPage) }]]),
        routes: new Map([["route", { paths: ["a", "b"], reads: numbersOf(ofRoute) }]]),
        pages: new Map([["a.html", { props: "p", reads: numbersOf(ofPage) }]]),
        copies: new Set(["theme.css"]),
        sitemap: { key: "k", files: ["sitemap-0.xml"] },
        stamps: stampList(new Map([["a.html", { size: 1, time: 2.5, inode: 3 }]])),
      };
      packState(folder, "key", state)();
      expect(readState(folder, "key")).toEqual(state);
      expect(readState(folder, "another key").pages.size).toBe(0);
      const named = [...(readState(folder, "key").pages.get("a.html")?.reads ?? [])].map(factName);
      expect(named).toEqual(ofPage.flatMap((place) => facts[place] ?? []));
    }),
    { numRuns: 30 },
  );
});

it("lists files below a folder, those behind links too, with their stamps", () => {
  const [site, other] = [join(folder, "site"), join(folder, "other")];
  mkdirSync(join(site, "b"), { recursive: true });
  mkdirSync(other);
  writeFileSync(join(site, "b", "2.html"), "two");
  writeFileSync(join(site, "1.html"), "one");
  writeFileSync(join(other, "3.html"), "three");
  symlinkSync(other, join(site, "a"));
  symlinkSync(join(other, "3.html"), join(site, "c.html"));
  const files = filesBelow(site);
  expect(files).toEqual(["1.html", "a/3.html", "b/2.html", "c.html"]);
  expect(filesBelow(`${site}/`)).toEqual(files);
  const stamps = new Map(files.map((file) => [file, stampOf(join(site, file))]));
  expect(stampsOf(stampList(stamps))).toEqual(stamps);
});
