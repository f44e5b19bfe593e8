/** What a form asks for, by the names of its fields; what is not asked for is left out. */
export type Asked = Readonly<Record<string, string>>;

/** What the form asks for now. */
export function askedBy(form: HTMLFormElement): Asked {
  const given = [...new FormData(form)].map(
    ([name, value]) => [name, typeof value === "string" ? value.trim() : ""] as const,
  );
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

/** Fills the form with what an address asks for; a choice that is not in its list is dropped, unless `isKept` says it may yet come. */
export function fillForm(
  form: HTMLFormElement,
  search: string,
  isKept: (name: string) => boolean = () => false,
): void {
  const asked = new URLSearchParams(search);
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement) field.value = asked.get(field.name) ?? "";
    if (!(field instanceof HTMLSelectElement)) continue;
    const value = asked.get(field.name);
    if (value === null) {
      const usual = [...field.options].findIndex((option) => option.defaultSelected);
      field.selectedIndex = Math.max(0, usual);
      continue;
    }
    field.value = value;
    if (field.selectedIndex >= 0) continue;
    if (isKept(field.name)) field.add(new Option(value, value, false, true));
    else field.selectedIndex = 0;
  }
}

/** The end of an address that asks for this: `?text=bugs&year=2019`, empty where nothing is asked. */
export function queryOf(asked: Asked): string {
  const query = new URLSearchParams(asked).toString();
  return query === "" ? "" : `?${query}`;
}
