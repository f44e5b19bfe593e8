/** The shell of a demo: nothing of the laboratory is loaded before the reader presses run. */
class RetortDemo extends HTMLElement {
  connectedCallback(): void {
    const controls = this.querySelector<HTMLElement>(".controls");
    const form = this.querySelector("form");
    if (controls === null || form === null) return;
    controls.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.run();
    });
    form.addEventListener("reset", () =>
      history.replaceState(null, "", location.pathname + location.hash),
    );
    const asked = new URLSearchParams(location.search);
    if (asked.get("demo") === this.dataset["experiment"]) void this.restore(asked);
  }

  /** Puts the address's parameters into the form; the run itself waits for the reader. */
  private async restore(asked: URLSearchParams): Promise<void> {
    const { fillForm } = await import("./demo-form.ts");
    fillForm(this, (name) => asked.get(name));
  }

  private async run(): Promise<void> {
    const status = this.querySelector(".status");
    try {
      if (status !== null) status.textContent = "Loading the laboratory …";
      const { startDemo } = await import("./demo-run.ts");
      await startDemo(this);
    } catch {
      if (status !== null) {
        status.textContent =
          "The laboratory could not be loaded. The recorded result below stands; a reload may help.";
      }
    }
  }
}

customElements.define("retort-demo", RetortDemo);
