import type { PagefindHit } from "./pagefind.ts";

/** Loads what was found and makes it an item of a list: title, where it stands, and the passage with the words marked. */
export async function resultItem(hit: PagefindHit): Promise<HTMLLIElement> {
  const { url, excerpt, meta } = await hit.data();
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.className = "title";
  link.href = url;
  link.textContent = meta["title"] ?? url;
  const about = meta["about"] ?? "";
  const gist = paragraph("gist", marked(excerpt));
  item.append(link, paragraph("meta", [about]));
  // All that is known of a link without a summary is that line; Pagefind ends it with a full stop.
  if (!about.includes(gist.textContent.replace(/\.$/, ""))) item.append(gist);
  return item;
}

function paragraph(className: string, content: readonly (string | Node)[]): HTMLParagraphElement {
  const made = document.createElement("p");
  made.className = className;
  made.append(...content);
  return made;
}

/** The text of an excerpt, with its marks and nothing else of its HTML. */
function marked(excerpt: string): (string | Node)[] {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...parsed.childNodes].map((node) => {
    const text = node.textContent ?? "";
    if (node.nodeName !== "MARK") return text;
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}
