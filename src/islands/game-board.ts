import type { Document, Line, Meter } from "#lab/game.ts";

/** Adds the lines that are new; a list that was emptied is filled. */
export function showLines(list: HTMLElement, lines: readonly Line[]): void {
  for (const { speaker, text, level, isQuestion, isQuotation } of lines.slice(
    list.childElementCount,
  )) {
    const item = document.createElement("li");
    item.dataset["level"] = String(level);
    item.classList.toggle("question", isQuestion === true);
    item.classList.toggle("quotation", isQuotation === true);
    if (speaker !== undefined) {
      const name = document.createElement("strong");
      name.textContent = `${speaker}:`;
      item.append(name, " ");
    }
    item.append(isQuotation === true ? `“${text}”` : text);
    list.append(item);
  }
}

/** What of the limited things is used, in words and as bars. */
export function showMeters(place: HTMLElement, meters: readonly Meter[]): void {
  place.replaceChildren(
    ...meters.map(({ label, unit, used, limit }) => {
      const frame = document.createElement("label");
      const bar = document.createElement("meter");
      bar.max = limit;
      bar.value = used;
      frame.append(`${label} ${used} of ${limit} ${unit}`, bar);
      return frame;
    }),
  );
}

/** The text that may be read now; nothing where there is none. */
export function showDocument(place: HTMLElement, shown: Document | undefined): void {
  // A reader's place in it stays while it is the same.
  if (place.dataset["title"] === (shown?.title ?? "")) return;
  place.dataset["title"] = shown?.title ?? "";
  const name = document.createElement("p");
  name.className = "name";
  name.textContent = `The text: ${shown?.title ?? ""}`;
  const paragraphs = (shown?.paragraphs ?? []).map((text) => {
    const paragraph = document.createElement("p");
    paragraph.textContent = text;
    return paragraph;
  });
  place.replaceChildren(...(shown === undefined ? [] : [name, ...paragraphs]));
}
