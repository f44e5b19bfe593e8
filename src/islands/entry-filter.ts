const names = ["text", "category", "person", "year"] as const;

/** Narrows the database's table to the rows that fit the form, whose state is the address; without script the whole table stands. */
class EntryFilter extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    if (form === null) return;
    fill(form, new URLSearchParams(location.search));
    const narrow = filterOf(this, form);
    form.addEventListener("input", () => {
      narrow();
      remember(form);
    });
    form.addEventListener("reset", () => {
      // The fields are empty only after this event.
      setTimeout(() => {
        narrow();
        remember(form);
        form.querySelector("input")?.focus();
      });
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    narrow();
  }
}

/** Shows the rows that fit and says how many they are. */
function filterOf(root: HTMLElement, form: HTMLFormElement): () => void {
  const rows = [...root.querySelectorAll<HTMLTableRowElement>("tbody tr")].map((row) => ({
    row,
    text: (row.textContent ?? "").toLowerCase(),
    people: new Set((row.dataset["person"] ?? "").split(" ")),
  }));
  const status = root.querySelector('[role="status"]');
  const empty = root.querySelector<HTMLElement>(".empty");
  const table = root.querySelector("table");
  const reset = form.querySelector<HTMLButtonElement>('[type="reset"]');
  return () => {
    const wanted = valuesOf(form);
    const words = wanted.text.toLowerCase().split(/\s+/);
    let shown = 0;
    for (const { row, text, people } of rows) {
      const fits =
        words.every((part) => text.includes(part)) &&
        (wanted.category === "" || row.dataset["category"] === wanted.category) &&
        (wanted.year === "" || row.dataset["year"] === wanted.year) &&
        (wanted.person === "" || people.has(wanted.person));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    if (status !== null)
      status.textContent = (root.dataset["count"] ?? "").replace("{count}", String(shown));
    if (empty !== null) empty.hidden = shown > 0;
    if (table !== null) table.hidden = shown === 0;
    if (reset !== null) reset.hidden = names.every((name) => wanted[name] === "");
  };
}

function valuesOf(form: HTMLFormElement): Record<(typeof names)[number], string> {
  const data = new FormData(form);
  const value = (name: string): string => {
    const given = data.get(name);
    return typeof given === "string" ? given.trim() : "";
  };
  return {
    text: value("text"),
    category: value("category"),
    person: value("person"),
    year: value("year"),
  };
}

function fill(form: HTMLFormElement, asked: URLSearchParams): void {
  for (const name of names) {
    const field = form.elements.namedItem(name);
    const value = asked.get(name) ?? "";
    if (field instanceof HTMLInputElement) field.value = value;
    if (field instanceof HTMLSelectElement) {
      field.value = value;
      // An address may name what is not in the list.
      if (field.selectedIndex < 0) field.value = "";
    }
  }
}

/** Puts what is asked for into the address, so that the view can be linked. */
function remember(form: HTMLFormElement): void {
  const asked = new URLSearchParams(
    Object.entries(valuesOf(form)).filter(([, value]) => value !== ""),
  );
  const query = asked.size > 0 ? `?${asked.toString()}` : "";
  history.replaceState(null, "", location.pathname + query + location.hash);
}

customElements.define("entry-filter", EntryFilter);
