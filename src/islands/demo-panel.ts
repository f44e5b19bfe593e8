import { type Verdict, verdictWords } from "#lab/claim.ts";

/** Every state a demo can be in; kept in its `data-state`. */
export type DemoState = "still" | "loading" | "running" | "paused" | "failed";

export type Action = "run" | "pause" | "step" | "stop" | "copy" | "seed" | "reset" | "link";

/** The buttons, words and bar of one demo. */
export class DemoPanel {
  private readonly demo: HTMLElement;
  private phase = "";

  constructor(demo: HTMLElement) {
    this.demo = demo;
  }

  get state(): DemoState {
    return (this.demo.dataset["state"] ?? "still") as DemoState;
  }

  /** Changes the state and with it which buttons can be pressed. */
  set state(state: DemoState) {
    this.demo.dataset["state"] = state;
    const isUnderWay = state === "loading" || state === "running" || state === "paused";
    this.enable("run", !isUnderWay);
    this.enable("pause", state === "running" || state === "paused");
    this.enable("step", state !== "loading");
    this.enable("stop", isUnderWay);
    const pause = this.button("pause");
    if (pause !== null) pause.textContent = state === "paused" ? "Go on" : "Pause";
  }

  enable(action: Action, isEnabled: boolean): void {
    const button = this.button(action);
    if (button === null) return;
    // Focus on a button that goes dead would be lost to the page's top.
    const hadFocus = button === document.activeElement;
    button.disabled = !isEnabled;
    if (hadFocus && !isEnabled) {
      this.demo.querySelector<HTMLElement>(".buttons button:enabled")?.focus();
    }
  }

  /** Says something once, also to screen readers. */
  say(message: string): void {
    const status = this.demo.querySelector(".status");
    if (status !== null) status.textContent = message;
  }

  /** Phase changes are spoken; the share done and the time left only shown. */
  progress(phase: string, share: number, remainingMs: number | null): void {
    const words = phase.split(":")[0] ?? phase;
    if (words !== this.phase && this.state !== "paused") {
      this.say(`${words.charAt(0).toUpperCase()}${words.slice(1)}.`);
    }
    this.phase = words;
    const bar = this.demo.querySelector("progress");
    if (bar !== null) bar.value = share;
    const left =
      remainingMs === null ? "" : `, about ${Math.max(1, Math.round(remainingMs / 1000))} s left`;
    this.detail(`${phase} – ${Math.floor(100 * share)} % done${left}`);
  }

  detail(text: string): void {
    const place = this.demo.querySelector(".detail");
    if (place !== null) place.textContent = text;
  }

  /** Forgets the run before. */
  clear(): void {
    this.phase = "";
    delete this.demo.dataset["digest"];
    this.detail("");
    const bar = this.demo.querySelector("progress");
    if (bar !== null) bar.value = 0;
  }

  verdict(claim: string, judged: { readonly verdict: Verdict; readonly evidence: string }): void {
    const place = this.demo.querySelector(`[data-claim="${CSS.escape(claim)}"] [data-yours]`);
    if (place === null) return;
    const word = document.createElement("strong");
    word.textContent = verdictWords[judged.verdict];
    place.replaceChildren(word, `: ${judged.evidence}`);
  }

  private button(action: Action): HTMLButtonElement | null {
    return this.demo.querySelector<HTMLButtonElement>(`[data-action="${action}"]`);
  }
}
