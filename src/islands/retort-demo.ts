import type { Asked } from "./demo-form.ts";
import { type Action, DemoPanel } from "./demo-panel.ts";
import type { DemoRun } from "./demo-run.ts";

/** The shell of a demo: nothing of the laboratory is loaded before the reader touches it. */
class RetortDemo extends HTMLElement {
  private readonly panel = new DemoPanel(this);
  private current: DemoRun | undefined;
  /** The reader has pressed stop since the run was asked for, perhaps before it was loaded. */
  private isStopAsked = false;

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (form === null) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.start({ isStep: false });
    });
    form.addEventListener("click", ({ target }) => {
      if (!(target instanceof Element)) return;
      const action = target.closest<HTMLElement>("[data-action]")?.dataset["action"];
      if (action !== undefined) void this.act(action as Action);
    });
    form.addEventListener(
      "input",
      () => void this.form().then(({ showValues }) => showValues(this)),
    );
    form.addEventListener("change", ({ target }) => {
      const isPreset = target instanceof HTMLSelectElement && "presets" in target.dataset;
      void this.formChanged(isPreset ? target.value : undefined);
    });
    const asked = new URLSearchParams(location.search);
    if (asked.get("demo") === this.experiment) {
      void this.form().then(({ fillForm }) => fillForm(this, (name) => asked.get(name)));
    }
  }

  private get experiment(): string {
    return this.querySelector<HTMLInputElement>("[name=demo]")?.value ?? "";
  }

  private form(): Promise<typeof import("./demo-form.ts")> {
    return import("./demo-form.ts");
  }

  /** A change of one field, or of all at once by a preset. */
  private async formChanged(preset: string | undefined): Promise<void> {
    const { fillPreset, readForm } = await this.form();
    await this.told(preset === undefined ? readForm(this) : fillPreset(this, preset));
  }

  /** The address says what the form says, and the button what that would cost. */
  private async told(asked: Asked): Promise<void> {
    const { addressOf, showEstimate } = await this.form();
    history.replaceState(null, "", addressOf(this, asked));
    await showEstimate(this, asked).catch(() => undefined);
  }

  private async act(action: Action): Promise<void> {
    switch (action) {
      case "run":
        // The form's own submission starts it, with the keyboard too.
        return;
      case "pause":
        this.current?.toggle();
        return;
      case "step":
        if (this.isUnderWay) this.current?.step();
        else await this.start({ isStep: true });
        return;
      case "stop":
        this.isStopAsked = true;
        if (this.isUnderWay) this.current?.stop();
        return;
      case "seed":
        await this.newSeed();
        return;
      case "reset":
        await this.reset();
        return;
      case "link":
        await this.copyLink();
        return;
      case "copy":
        await this.copy(this.current?.result(), "The result is copied as JSON.");
        return;
    }
  }

  private get isUnderWay(): boolean {
    return this.panel.state === "running" || this.panel.state === "paused";
  }

  private async start(options: { readonly isStep: boolean }): Promise<void> {
    if (this.isUnderWay || this.panel.state === "loading") return;
    this.current?.clear();
    this.panel.clear();
    this.isStopAsked = false;
    this.panel.state = "loading";
    this.panel.say("Loading the laboratory.");
    try {
      const [{ readForm }, { startDemo }] = await Promise.all([
        this.form(),
        import("./demo-run.ts"),
      ]);
      const asked = readForm(this);
      void this.told(asked);
      this.current = await startDemo(this, this.panel, asked, options);
      if (this.isStopAsked) this.current.stop();
    } catch {
      this.panel.state = "failed";
      this.panel.say(
        "It did not work: the laboratory could not be loaded, a blocker or a lost connection may be the reason. The recorded results stand; a reload may help.",
      );
    }
  }

  private async newSeed(): Promise<void> {
    const [seed = 0] = crypto.getRandomValues(new Uint16Array(1));
    const field = this.querySelector<HTMLInputElement>("[name=seed]");
    if (field === null) return;
    field.value = String(seed);
    const { readForm } = await this.form();
    await this.told(readForm(this));
    if (!this.isUnderWay) this.panel.say(`Seed ${seed} is set. Run it to see whether it matters.`);
  }

  private async reset(): Promise<void> {
    this.current?.stop();
    this.current?.clear();
    this.current = undefined;
    this.querySelector("form")?.reset();
    const { fillForm, showEstimate } = await this.form();
    const asked = fillForm(this, () => null);
    history.replaceState(null, "", location.pathname);
    this.panel.clear();
    this.panel.enable("copy", false);
    this.panel.say("");
    for (const place of this.querySelectorAll("[data-yours]")) place.textContent = "not run yet";
    await showEstimate(this, asked).catch(() => undefined);
  }

  private async copyLink(): Promise<void> {
    const { addressOf, readForm } = await this.form();
    const address = addressOf(this, readForm(this));
    history.replaceState(null, "", address);
    await this.copy(address, "The link is copied: it opens this demo with these settings.");
  }

  private async copy(text: string | undefined, message: string): Promise<void> {
    if (text === undefined) return;
    try {
      await navigator.clipboard.writeText(text);
      this.panel.say(message);
    } catch {
      this.panel.say("This browser does not let the page copy; the link is in the address bar.");
    }
  }
}

customElements.define("retort-demo", RetortDemo);
