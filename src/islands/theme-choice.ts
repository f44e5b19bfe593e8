const key = "theme";

/** The reader's choice of light, dark or the system's theme, remembered in this browser. */
class ThemeChoice extends HTMLElement {
  connectedCallback(): void {
    const select = this.querySelector("select");
    if (select === null) return;
    select.value = document.documentElement.dataset["theme"] ?? "system";
    select.addEventListener("change", () => choose(select.value));
    this.hidden = false;
  }
}

function choose(theme: string): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Storage may be closed to this page: then the choice lasts until the page goes.
  }
}

customElements.define("theme-choice", ThemeChoice);
