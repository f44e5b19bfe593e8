import type { EntryFrontmatter } from "#newsletter/schemas.ts";

type Work = EntryFrontmatter["readMore"][number];

/** Works that a cell lists: Markdown links, bare addresses, and titles between semicolons or on lines of their own. `entryAddress` gives the page of an entry by the path of its file. */
export function furtherWorks(text: string, entryAddress: (file: string) => string): Work[] {
  const works: Work[] = [];
  let end = 0;
  const plain = (rest: string): void => {
    for (const part of rest.split(/\n|;/)) {
      const title = bare(part);
      if (title !== "") works.push({ title });
    }
  };
  for (const match of text.matchAll(
    /\[((?:[^[\]\\]|\\.)*)\]\((\S+?)\)|https?:\/\/[^\s<>]+[^\s<>.,;:)]/g,
  )) {
    const [whole, label, address] = match;
    plain(text.slice(end, match.index));
    end = match.index + whole.length;
    const url = address?.startsWith("../") === true ? entryAddress(address) : (address ?? whole);
    const title = bare((label ?? "").replaceAll(/\\([[\]])/g, "$1")) || whole;
    works.push(/^https?:\/\//.test(url) && URL.canParse(url) ? { title, url } : { title });
  }
  plain(text.slice(end));
  return works;
}

/** Words without what joins them to their neighbours; nothing where there is nothing else. */
function bare(text: string): string {
  const words = text
    .replaceAll(/\s+/g, " ")
    .replace(/^[\s,*_-]+/, "")
    .replace(/[\s,*_]+$/, "");
  return /^(?:[.:]|and|or|see|also|\s)*$/i.test(words) ? "" : words;
}
