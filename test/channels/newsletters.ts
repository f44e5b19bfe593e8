import { buildSite } from "../site/built.ts";
import { readSource } from "./sources.ts";

/** Both newsletters of the project, the second under a path of its host and in another language. */
export const newsletters = [
  { name: "this newsletter", content: "content", root: "/" },
  {
    name: "somebody else’s newsletter",
    content: "test/fixtures/newsletter",
    root: "/my-newsletter/",
  },
];

/** A newsletter as built, and as its files say it. */
export function builtNewsletter({ content, root }: (typeof newsletters)[number]) {
  return { site: buildSite(content, root), source: readSource(content) };
}
