import type { Theme } from "#figures/palette.ts";
import type { GridFigure } from "#lab/figure.ts";

import { whenNear } from "./when-near.ts";

/** Boards that a reader may play, step through, and ask what each move is worth. Nothing is loaded and nothing moves before that. */
export class BoardPlayer extends HTMLElement {
  private figure: GridFigure | undefined;
  private frame = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private asks: HTMLButtonElement[] = [];
  private asked: HTMLElement | undefined;
  private listening = new AbortController();

  connectedCallback(): void {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.querySelector("[data-play]")?.addEventListener("click", () => void this.toggle(), {
      signal,
    });
    for (const step of this.querySelectorAll<HTMLElement>("[data-step]")) {
      const by = Number(step.dataset["step"]);
      step.addEventListener("click", () => void this.jump(() => this.frame + by), { signal });
    }
    this.slider?.addEventListener(
      "input",
      ({ currentTarget }) =>
        void this.jump(() => Number((currentTarget as HTMLInputElement | null)?.value ?? 0)),
      { signal },
    );
    whenNear(this, () => this.openSpeed());
    // The games come when a pointer or the focus does.
    for (const kind of ["pointerenter", "focusin"]) {
      this.addEventListener(kind, () => void this.ready(), { signal, once: true });
    }
    this.addEventListener("keydown", ({ key }) => key === "Escape" && this.pause(), { signal });
    document.addEventListener("visibilitychange", () => document.hidden && this.pause(), {
      signal,
    });
  }

  disconnectedCallback(): void {
    this.pause();
    this.listening.abort();
  }

  /** Shows the games of a run; games that were not there before begin at the moment that their figure names. */
  take(figure: GridFigure): void {
    const isNew = JSON.stringify(figure.boards) !== JSON.stringify(this.figure?.boards);
    this.figure = figure;
    if (isNew) {
      this.pause();
      this.frame = figure.frame;
    }
    void this.show();
  }

  /** Forgets the games of a run; the recorded ones come again when they are asked for. */
  drop(): void {
    this.pause();
    this.figure = undefined;
    for (const ask of this.asks) ask.hidden = true;
  }

  private get slider(): HTMLInputElement | null {
    return this.querySelector<HTMLInputElement>("[type=range]");
  }

  private get last(): number {
    return Math.max(0, ...(this.figure?.boards ?? []).map(({ frames }) => frames.length - 1));
  }

  /** The recorded games, where no run has brought others. */
  private async ready(): Promise<void> {
    if (this.figure !== undefined) return;
    const { experiment = "", preset = "", root = "/" } = this.dataset;
    const id = this.closest<HTMLElement>("[data-figure]")?.dataset["figure"] ?? "";
    const [{ loadRecordedFigure }, { whenRepainted }] = await Promise.all([
      import("./recorded-figure.ts"),
      import("./figure-canvas.ts"),
    ]);
    const figure = await loadRecordedFigure({ experiment, preset, root, id });
    if (this.figure !== undefined || figure?.kind !== "grid") return;
    const { signal } = this.listening;
    whenRepainted((theme) => void this.show(theme), signal);
    // A still picture may take its new shape only after the window has told of its own.
    const sizes = new ResizeObserver(() => void this.show());
    const stage = this.querySelector(".stage");
    if (stage !== null) sizes.observe(stage);
    signal.addEventListener("abort", () => sizes.disconnect());
    this.figure = figure;
    this.frame = figure.frame;
    await this.show();
  }

  private async toggle(): Promise<void> {
    await this.ready();
    if (this.timer !== undefined) {
      this.pause();
      return;
    }
    if (this.frame >= this.last) this.frame = 0;
    await this.show();
    this.start();
  }

  private start(): void {
    clearInterval(this.timer);
    const speed = Number(this.querySelector<HTMLSelectElement>("[data-speed]")?.value ?? 1);
    this.timer = setInterval(() => {
      this.frame = Math.min(this.last, this.frame + 1);
      if (this.frame === this.last) this.pause();
      void this.show();
    }, 1000 / speed);
    this.name("Pause");
  }

  private openSpeed(): void {
    const kept = this.querySelector("template");
    kept?.replaceWith(kept.content);
    this.querySelector("[data-speed]")?.addEventListener("change", () => this.changePace(), {
      signal: this.listening.signal,
    });
  }

  private changePace(): void {
    if (this.timer !== undefined) this.start();
  }

  private pause(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.name("Play");
  }

  private name(text: string): void {
    const play = this.querySelector("[data-play]");
    if (play !== null) play.textContent = text;
  }

  /** A reader's own step is said aloud; boards that play are not, move by move. */
  private async jump(to: () => number): Promise<void> {
    await this.ready();
    this.pause();
    this.frame = Math.min(this.last, Math.max(0, to()));
    const words = await this.show();
    const said = this.querySelector(".said");
    if (said !== null) said.textContent = words;
  }

  /** Draws the moment; gives it in words. */
  private async show(theme?: Theme): Promise<string> {
    const [{ currentTheme, drawOn }, { gridWords, shownFrame }] = await Promise.all([
      import("./figure-canvas.ts"),
      import("#figures/grid.ts"),
    ]);
    const canvas = this.querySelector("canvas");
    if (this.figure === undefined || canvas === null) return "";
    const now = { ...this.figure, frame: this.frame };
    const words = gridWords(now);
    canvas.setAttribute("aria-label", `${now.alt} Now: ${words}`);
    if (this.slider !== null) {
      this.slider.max = String(this.last);
      this.slider.value = String(this.frame);
    }
    const { boards = [] } = drawOn(canvas, now, theme ?? currentTheme());
    for (const [i, board] of now.boards.entries()) {
      const ask = this.asks[i] ?? this.open(i);
      const place = boards[i];
      const worth = shownFrame(board, this.frame)?.worth;
      ask.hidden = place === undefined || worth === undefined;
      if (place === undefined || worth === undefined) continue;
      const { left, top, cell } = place;
      Object.assign(ask.style, {
        left: `${left + worth.column * cell}px`,
        top: `${top + worth.row * cell}px`,
        width: `${cell}px`,
        height: `${cell}px`,
      });
      const values = worth.choices
        .map(({ name, value }, j) => `${name} ${value}${j === worth.chosen ? " (taken)" : ""}`)
        .join(", ");
      ask.setAttribute("aria-label", `${board.label}, worth of each move: ${values}`);
      if (ask === this.asked) this.tell(ask);
    }
    return words;
  }

  private open(i: number): HTMLButtonElement {
    const ask = document.createElement("button");
    ask.type = "button";
    ask.className = "ask";
    for (const kind of ["pointerenter", "focus", "click"]) {
      ask.addEventListener(kind, () => this.tell(ask));
    }
    this.asks[i] = ask;
    this.querySelector(".stage")?.append(ask);
    return ask;
  }

  /** The board that was asked goes on answering, move by move. */
  private tell(ask: HTMLElement): void {
    this.asked = ask;
    const place = this.querySelector(".worth");
    if (place !== null) place.textContent = ask.getAttribute("aria-label");
  }
}

customElements.define("board-player", BoardPlayer);
