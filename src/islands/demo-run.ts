import type { Chart } from "chart.js";

import { drawChart } from "#figures/chart.ts";
import { drawImageGrid, imageGridHeight } from "#figures/image-grid.ts";
import { themes } from "#figures/palette.ts";
import type { Draw, SeededParams, Spec } from "#lab/experiment.ts";
import type { Figure } from "#lab/figure.ts";
import { type RunHandle, startRun } from "#runtime/client.ts";
import type { Report } from "#runtime/protocol.ts";

import { fillForm, settingsOf } from "./demo-form.ts";

const specs = import.meta.glob<Spec<SeededParams, unknown>>("../experiments/*/spec.ts", {
  import: "default",
});
const draws = import.meta.glob<Draw<SeededParams, unknown>>("../experiments/*/figure.ts", {
  import: "default",
});

/** Between two drawings while a run goes on, milliseconds; half a second where motion is not wanted. */
const drawMs = matchMedia("(prefers-reduced-motion: reduce)").matches ? 500 : 200;

/** Reads the form, writes the address, and runs the experiment in a worker until it ends or the reader stops it. */
export async function startDemo(demo: HTMLElement): Promise<void> {
  const { experiment, root } = settingsOf(demo);
  const form = new FormData(demo.querySelector("form") ?? undefined);
  const params = fillForm(demo, (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value : null;
  });
  const query = new URLSearchParams({ demo: experiment });
  for (const [name, value] of Object.entries(params)) query.set(name, String(value));
  history.replaceState(null, "", `?${query.toString()}${location.hash}`);

  const [spec, draw] = await Promise.all([
    specs[`../experiments/${experiment}/spec.ts`]?.(),
    draws[`../experiments/${experiment}/figure.ts`]?.(),
  ]);
  if (spec === undefined || draw === undefined) throw new Error(`no experiment ${experiment}`);
  const checked = spec.params.parse(params);
  const view = new DemoView(demo);
  view.start();
  const run = startRun({ kind: "start", experiment, params: { ...checked }, root }, (report) =>
    show(report, view, spec, (outcome) => draw([outcome], checked), params),
  );
  view.control(run);
}

function show(
  report: Report,
  view: DemoView,
  spec: Spec<SeededParams, unknown>,
  figures: (outcome: unknown) => readonly Figure[],
  params: Readonly<Record<string, string | number>>,
): void {
  switch (report.kind) {
    case "ready":
      view.say("Running.");
      return;
    case "paused":
      view.say("Paused.");
      return;
    case "snapshot":
      view.progress(
        report.snapshot.phase,
        report.snapshot.done / report.snapshot.total,
        report.remainingMs,
      );
      view.draw(figures(report.snapshot.outcome), false);
      return;
    case "done":
      view.draw(figures(report.outcome), true);
      view.judge(spec, report.outcome);
      view.finish(`Done in ${(report.elapsedMs / 1000).toFixed(1)} s.`, {
        params,
        digest: report.digest,
        outcome: report.outcome,
      });
      return;
    case "aborted":
      view.finish("Stopped. The recorded result below stands.");
      return;
    case "failed":
      view.finish(`It did not work: ${report.message}. The recorded result below stands.`);
      return;
  }
}

/** The moving parts of one demo. */
class DemoView {
  private readonly demo: HTMLElement;
  private readonly charts = new Map<string, Chart>();
  private drawnAt = -Infinity;
  private phase = "";
  private handle: RunHandle | undefined;
  private isPaused = false;
  /** Ends the buttons’ listening when the run ends. */
  private readonly listening = new AbortController();

  constructor(demo: HTMLElement) {
    this.demo = demo;
  }

  start(): void {
    this.demo.dataset["state"] = "running";
    this.part(".live")?.removeAttribute("hidden");
    this.say("Starting.");
  }

  control(handle: RunHandle): void {
    this.handle = handle;
    const on = (selector: string, action: () => void): void => {
      const button = this.part<HTMLButtonElement>(selector);
      if (button !== null) {
        button.disabled = false;
        button.addEventListener("click", action, { signal: this.listening.signal });
      }
    };
    on(".pause", () => this.toggle());
    on(".step", () => {
      if (!this.isPaused) this.toggle();
      handle.step();
    });
    on(".stop", () => handle.abort());
    document.addEventListener("visibilitychange", this.onVisibility);
  }

  private readonly onVisibility = (): void => {
    if (document.hidden && !this.isPaused) {
      this.toggle();
      this.demo.dataset["hiddenPause"] = "yes";
    } else if (!document.hidden && this.demo.dataset["hiddenPause"] === "yes") {
      delete this.demo.dataset["hiddenPause"];
      if (this.isPaused) this.toggle();
    }
  };

  private toggle(): void {
    this.isPaused = !this.isPaused;
    const button = this.part<HTMLButtonElement>(".pause");
    if (button !== null) button.textContent = this.isPaused ? "Go on" : "Pause";
    if (this.isPaused) this.handle?.pause();
    else {
      this.handle?.resume();
      this.say("Running.");
    }
  }

  /** Phase changes are spoken; the share done and the time left only shown. */
  progress(phase: string, share: number, remainingMs: number | null): void {
    const words = phase.split(":")[0] ?? phase;
    if (words !== this.phase) this.say(words);
    this.phase = words;
    const bar = this.part<HTMLProgressElement>("progress");
    if (bar !== null) bar.value = share;
    const detail = this.part(".detail");
    const left =
      remainingMs === null ? "" : `, about ${Math.max(1, Math.round(remainingMs / 1000))} s left`;
    if (detail !== null) detail.textContent = `${phase} – ${Math.round(100 * share)} %${left}`;
  }

  draw(figures: readonly Figure[], isLast: boolean): void {
    const now = performance.now();
    if (!isLast && now - this.drawnAt < drawMs) return;
    this.drawnAt = now;
    const chosen = document.documentElement.dataset["theme"];
    const isDark =
      chosen === "dark" ||
      (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
    const theme = themes[isDark ? "dark" : "light"];
    for (const figure of figures) {
      const canvas = this.part<HTMLCanvasElement>(`canvas[data-figure="${figure.id}"]`);
      const caption = this.part(`[data-caption="${figure.id}"]`);
      if (canvas === null || figure.kind === "table") continue;
      canvas.setAttribute("aria-label", figure.alt);
      if (caption !== null) caption.textContent = figure.caption;
      const width = 680;
      if (figure.kind === "images") {
        const height = imageGridHeight(figure, width);
        canvas.width = width * 2;
        canvas.height = height * 2;
        const context = canvas.getContext("2d");
        if (context === null) continue;
        context.scale(2, 2);
        drawImageGrid(context, figure, theme, { width, height });
        continue;
      }
      this.charts.get(figure.id)?.destroy();
      canvas.width = width;
      canvas.height = 340;
      this.charts.set(figure.id, drawChart(canvas, figure, theme, 2));
      canvas.style.width = "100%";
      canvas.style.height = "auto";
    }
  }

  judge(spec: Spec<SeededParams, unknown>, outcome: unknown): void {
    const words = { holds: "holds", fails: "fails", unclear: "can’t tell" } as const;
    for (const claim of spec.claims) {
      const cell = this.part(`[data-claim="${claim.id}"]`);
      const { verdict, evidence } = claim.check([outcome]);
      if (cell !== null) cell.textContent = `${words[verdict]}: ${evidence}`;
    }
  }

  finish(message: string, result?: object): void {
    this.demo.dataset["state"] = "still";
    document.removeEventListener("visibilitychange", this.onVisibility);
    this.listening.abort();
    for (const button of this.demo.querySelectorAll<HTMLButtonElement>(".pause, .step, .stop")) {
      button.disabled = true;
    }
    const digest = result !== undefined && "digest" in result ? String(result.digest) : "";
    if (digest !== "") this.demo.dataset["digest"] = digest;
    this.say(message);
    const copy = this.part<HTMLButtonElement>(".copy");
    if (copy === null || result === undefined) return;
    copy.disabled = false;
    copy.addEventListener("click", () => {
      void navigator.clipboard.writeText(JSON.stringify(result, null, 2));
    });
  }

  say(message: string): void {
    const status = this.part(".status");
    if (status !== null) status.textContent = message;
  }

  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the caller names the element, as with querySelector
  private part<T extends HTMLElement = HTMLElement>(selector: string): T | null {
    return this.demo.querySelector<T>(selector);
  }
}
