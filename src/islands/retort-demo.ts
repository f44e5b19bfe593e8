import type { Asked } from "./demo-form.ts";
import { type Action, DemoPanel } from "./demo-panel.ts";
import type { DemoRun } from "./demo-run.ts";
import { whenNear } from "./when-near.ts";

/** What this browser could have. */
const graphics = {
  webgl: "OffscreenCanvas" in globalThis && "WebGL2RenderingContext" in globalThis,
  webgpu: "gpu" in navigator,
};

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
    form.addEventListener("input", ({ target, isTrusted }) => {
      // A number half typed is not meant yet, nor is a text that does not fit yet.
      const isHalf =
        target instanceof HTMLInputElement &&
        (target.type === "number" || target.validity.patternMismatch);
      void this.moved(isTrusted && isHalf);
    });
    form.addEventListener("pointerover", (event) => void this.touched(event));
    form.addEventListener("pointerdown", (event) => void this.touched(event));
    form.addEventListener("focusin", (event) => void this.touched(event));
    form.addEventListener("change", ({ target }) => {
      const isPreset = target instanceof HTMLSelectElement && "presets" in target.dataset;
      void this.formChanged(isPreset ? target.value : undefined);
    });
    if (form.querySelector("template") === null) this.open();
    else whenNear(this, () => this.open());
    const asked = new URLSearchParams(location.search);
    if (asked.get("demo") === this.experiment) {
      void this.form().then(({ fillForm, showRefusals }) =>
        showRefusals(
          this,
          fillForm(this, (name) => asked.get(name)),
        ),
      );
    }
  }

  /** Readies the fields; those of a demo that stood far down the page come out of their template. */
  private open(): void {
    const kept = this.querySelector<HTMLTemplateElement>("form > template");
    kept?.replaceWith(kept.content);
    // Without this script the browser would send the form, and with it what was typed.
    for (const field of this.querySelectorAll<HTMLInputElement>("form [data-private]")) {
      field.disabled = false;
    }
    for (const [engine, isThere] of Object.entries(graphics)) {
      if (!isThere) this.querySelector(`[name=engine] [value=${engine}]`)?.remove();
    }
  }

  private get experiment(): string {
    return this.querySelector<HTMLInputElement>("[name=demo]")?.value ?? "";
  }

  /** What reads and fills the fields, which are there from now on. */
  private form(): Promise<typeof import("./demo-form.ts")> {
    this.open();
    return import("./demo-form.ts");
  }

  /** A slider, a handle, a pen or a text under way: the address waits for its end. */
  private async moved(isHalf: boolean): Promise<void> {
    const { readForm, showRefusals, showValues } = await this.form();
    showValues(this);
    if (isHalf) return;
    const asked = readForm(this);
    if (!(await showRefusals(this, asked))) this.current?.change(asked);
  }

  /** What a pad needs comes when a pointer or the focus does, and obeys a stroke that has begun. */
  private async touched(event: Event): Promise<void> {
    const pad = event.target instanceof Element && event.target.closest<HTMLElement>(".pad");
    if (!pad || pad.dataset["isOpen"] === "yes") return;
    const { openPad } = await import("./drawing-pad.ts");
    openPad(pad, event);
  }

  /** A change of one field, or of all at once by a preset. */
  private async formChanged(preset: string | undefined): Promise<void> {
    const { fillPreset, readForm } = await this.form();
    await this.told(preset === undefined ? readForm(this) : fillPreset(this, preset));
  }

  /** The address says what the form says, and the button what that would cost. */
  private async told(asked: Asked): Promise<void> {
    const { addressOf, showEstimate, showRefusals } = await this.form();
    history.replaceState(null, "", addressOf(this, asked));
    if (!(await showRefusals(this, asked))) this.current?.change(asked);
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
        await this.copyResult();
        return;
    }
  }

  private get isUnderWay(): boolean {
    return this.panel.state === "running" || this.panel.state === "paused";
  }

  private async start(options: { readonly isStep: boolean }): Promise<void> {
    if (this.isUnderWay || this.panel.state === "loading") return;
    this.panel.clear();
    this.isStopAsked = false;
    this.panel.state = "loading";
    this.panel.say("Loading the laboratory.");
    try {
      const [{ readForm, showRefusals }, { startDemo }] = await Promise.all([
        this.form(),
        import("./demo-run.ts"),
      ]);
      const asked = readForm(this);
      if (await showRefusals(this, asked)) {
        this.panel.state = "still";
        this.panel.say("Not run: a field holds what no run can use; the reason stands under it.");
        this.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
        return;
      }
      const before = this.current;
      this.current = undefined;
      before?.stop();
      void this.told(asked);
      const figures = before?.figures;
      this.current = await startDemo(this, this.panel, asked, { ...options, figures });
      if (this.isStopAsked) this.current.stop();
    } catch {
      this.panel.state = "failed";
      this.panel.say(
        "It did not work: the laboratory could not be loaded, a blocker or a lost connection may be the reason. The recorded results stand; a reload may help.",
      );
    }
  }

  private async newSeed(): Promise<void> {
    this.open();
    const [seed = 0] = crypto.getRandomValues(new Uint16Array(1));
    const field = this.querySelector<HTMLInputElement>("[name=seed]");
    if (field === null) return;
    field.value = String(seed);
    const { readForm } = await this.form();
    await this.told(readForm(this));
    const isFollowed = this.classList.contains("instant") && this.current !== undefined;
    if (!this.isUnderWay && !isFollowed)
      this.panel.say(`Seed ${seed} is set. Run it to see whether it matters.`);
  }

  private async reset(): Promise<void> {
    this.current?.stop();
    this.current?.clear();
    this.current = undefined;
    this.querySelector("form")?.reset();
    const { fillForm, showEstimate, showRefusals } = await this.form();
    const asked = fillForm(this, () => null);
    history.replaceState(null, "", location.pathname);
    this.panel.clear();
    this.panel.enable("copy", false);
    this.panel.say("");
    for (const place of this.querySelectorAll("[data-yours]")) place.textContent = "not run yet";
    await showRefusals(this, asked);
    await showEstimate(this, asked).catch(() => undefined);
  }

  private async copyLink(): Promise<void> {
    const { addressOf, hasPrivate, readForm } = await this.form();
    const asked = readForm(this);
    const address = addressOf(this, asked);
    history.replaceState(null, "", address);
    const lack = hasPrivate(this, asked) ? ", but not with what you typed" : "";
    await this.copy(address, `The link is copied: it opens this demo with these settings${lack}.`);
  }

  private async copyResult(): Promise<void> {
    const { hasPrivate, readForm } = await this.form();
    const also = hasPrivate(this, readForm(this)) ? ", with what you typed in it" : "";
    await this.copy(this.current?.result(), `The result is copied as JSON${also}.`);
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
