/** The shell of a game: nothing of it is loaded before the reader begins to play. */
class RetortGame extends HTMLElement {
  private isLoading = false;
  private tableOf: Promise<import("./game-table.ts").GameTable> | undefined;

  connectedCallback(): void {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.start(form);
    });
    const asked = new URLSearchParams(location.search);
    if (form === null || asked.get("game") !== this.dataset["experiment"]) return;
    for (const field of form.querySelectorAll("select")) {
      const value = asked.get(field.name);
      const isOffered = Array.from(field.options, (option) => option.value).includes(value ?? "");
      if (value !== null && isOffered) field.value = value;
    }
  }

  private async start(form: HTMLFormElement): Promise<void> {
    if (this.isLoading) return;
    this.isLoading = true;
    this.say("Loading the game.");
    try {
      this.tableOf ??= import("./game-table.ts").then(({ openTable }) => openTable(this));
      const table = await this.tableOf;
      const text = (name: string): string => {
        const value = new FormData(form).get(name);
        return typeof value === "string" ? value : "";
      };
      table.play(text("material"), text("seat"));
    } catch {
      this.tableOf = undefined;
      this.say(
        "It did not work: the game could not be loaded, a blocker or a lost connection may be the reason. The game below can still be read; a reload may help.",
      );
    } finally {
      this.isLoading = false;
    }
  }

  private say(message: string): void {
    const status = this.querySelector(".status");
    if (status !== null) status.textContent = message;
  }
}

customElements.define("retort-game", RetortGame);
