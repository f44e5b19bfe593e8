const key = "theme";
const root = document.documentElement;

/** The reader's choice of light, dark or the system's theme, remembered in this browser. */
class ThemeChoice extends HTMLElement {
  connectedCallback(): void {
    const fieldset = this.querySelector("fieldset");
    if (fieldset === null) return;
    this.show();
    this.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement) choose(event.target.value);
    });
    // Another page of the site, open beside this one, has changed it.
    window.addEventListener("storage", (event) => {
      if (event.key !== key) return;
      apply(event.newValue ?? "system");
      this.show();
    });
    fieldset.hidden = false;
  }

  private show(): void {
    const theme = root.dataset["theme"] ?? "system";
    for (const input of this.querySelectorAll("input")) input.checked = input.value === theme;
  }
}

function apply(theme: string): void {
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
}

function choose(theme: string): void {
  apply(theme);
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Storage may be closed to this page: then the choice lasts until the page goes.
  }
}

customElements.define("theme-choice", ThemeChoice);
