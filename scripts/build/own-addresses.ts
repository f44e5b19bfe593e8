/** Addresses of the own site in feeds, lists and texts of any kind, whatever escapes them. */

const end = /[\s"'<>()[\]{}\\|`]|&(?:amp;)*(?:quot|lt|gt|apos|#39|#34|#x27|#x22|#60|#62|nbsp);/g;

/** Every address in a text that begins with the site's, once each; entities of XML in them are read, and a sentence's own marks after them left out. */
export function addressesIn(text: string, address: string): string[] {
  const found = new Set<string>();
  for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + address.length)) {
    end.lastIndex = at + address.length;
    const stop = end.exec(text)?.index ?? text.length;
    found.add(text.slice(at, stop));
  }
  return [
    ...new Set(
      [...found].map((one) =>
        one.replaceAll(/&(?:amp;|#38;|#x26;)+/g, "&").replace(/[.,;:!?*_]+$/, ""),
      ),
    ),
  ];
}

const relative =
  /\s(?:href|src)=(?:\\?"|&(?:amp;)*(?:quot|#34);|')(?!(?:https?|mailto|tag|data|doi):)([^"'&\\\s]*)/;

/** The first address in a feed's content that only a page of the site could read. */
export function relativeInFeed(text: string): string | undefined {
  return relative.exec(text)?.[1];
}
