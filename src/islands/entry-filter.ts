/** Narrows the database's table to the rows that fit the form; without script the whole table stands. */
class EntryFilter extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector("form");
    if (form === null) return;
    const rows = [...this.querySelectorAll<HTMLTableRowElement>("tbody tr")];
    const texts = rows.map((row) => (row.textContent ?? "").toLowerCase());
    const status = this.querySelector('[role="status"]');
    const count = this.querySelector("table")?.dataset["count"] ?? "{count}";
    const apply = (): void => {
      const wanted = new FormData(form);
      const value = (name: string): string => {
        const given = wanted.get(name);
        return typeof given === "string" ? given : "";
      };
      const text = value("text").trim().toLowerCase();
      let shown = 0;
      for (const [i, row] of rows.entries()) {
        const fits =
          (texts[i] ?? "").includes(text) &&
          matches(row.dataset["category"], value("category")) &&
          matches(row.dataset["year"], value("year")) &&
          (value("person") === "" ||
            (row.dataset["person"] ?? "").split("; ").includes(value("person")));
        row.hidden = !fits;
        if (fits) shown += 1;
      }
      if (status !== null) status.textContent = count.replace("{count}", String(shown));
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.hidden = false;
    apply();
  }
}

function matches(actual: string | undefined, wanted: string): boolean {
  return wanted === "" || actual === wanted;
}

customElements.define("entry-filter", EntryFilter);
