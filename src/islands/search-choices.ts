import type { Asked } from "./asked.ts";
import { type Choice, type Choices, facets, languageIn, type SearchIndex } from "./search-index.ts";

/** The longest list that is still read: people beyond are found by typing their names. */
const mostOptions = 200;

/** Offers in each list what would still find something, with its count; what is chosen stays chosen. */
export function offer(form: HTMLFormElement, choices: Choices, asked: Asked): void {
  for (const facet of facets) {
    const field = form.elements.namedItem(facet);
    if (!(field instanceof HTMLSelectElement)) continue;
    const chosen = asked[facet];
    const offered = ordered(choices[facet], facet).slice(0, mostOptions);
    const shown = offered.map(({ id, title, count }) => new Option(`${title} (${count})`, id));
    if (chosen !== undefined && !offered.some(({ id }) => id === chosen)) {
      const known = choices[facet].find(({ id }) => id === chosen);
      const before = [...field.options].find(({ value }) => value === chosen)?.text;
      shown.unshift(
        new Option(
          known === undefined
            ? `${(before ?? chosen).replace(/ \(\d+\)$/, "")} (0)`
            : `${known.title} (${known.count})`,
          chosen,
        ),
      );
    }
    field.replaceChildren(...[...field.options].slice(0, 1), ...shown);
    field.value = chosen ?? "";
  }
}

/** Offers the languages of the index, if it has several, with the searched one chosen; `own` is the page's. Tells whether it has. */
export function offerLanguages(
  form: HTMLFormElement,
  { languages, language }: Pick<SearchIndex, "languages" | "language">,
  own: string,
): boolean {
  const field = form.elements.namedItem("language");
  const codes = Object.keys(languages);
  if (!(field instanceof HTMLSelectElement) || codes.length < 2) return false;
  // What "show all" comes back to.
  const usual = languageIn(languages, own.toLowerCase());
  const names = new Intl.DisplayNames([own], { type: "language" });
  const options = codes.map(
    (code) =>
      new Option(
        `${names.of(code) ?? code} (${languages[code]?.pages ?? 0})`,
        code,
        code === usual,
      ),
  );
  field.replaceChildren(...options);
  field.value = language;
  return true;
}

/** Years with the newest first, everything else by how often it occurs. */
function ordered(choices: readonly Choice[], facet: string): Choice[] {
  return choices.toSorted((a, b) =>
    facet === "year"
      ? Number(b.id) - Number(a.id)
      : b.count - a.count || a.title.localeCompare(b.title),
  );
}
