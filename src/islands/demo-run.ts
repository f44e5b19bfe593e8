import { compared, yours } from "#lab/comparison.ts";
import type { Draw, SeededParams, Spec } from "#lab/experiment.ts";
import type { Figure } from "#lab/figure.ts";
import { presetOf } from "#lab/presets.ts";
import type { Result } from "#lab/result.ts";
import { type RunHandle, startRun } from "#runtime/client.ts";
import type { Report } from "#runtime/protocol.ts";

import { loadDraw, loadRecorded, loadSpec } from "./demo-experiment.ts";
import { DemoFigures } from "./demo-figures.ts";
import type { FormParams } from "./demo-form.ts";
import type { DemoPanel } from "./demo-panel.ts";
import { settingsOf, siteRoot } from "./demo-settings.ts";

/** Between two drawings while a run goes on, milliseconds; a second where motion is not wanted. */
const drawMs = 200;
const calmDrawMs = 1000;

/** A run of one demo, from the reader's click to its end. */
export interface DemoRun {
  toggle(): void;
  /** One unit of work; pauses first. */
  step(): void;
  stop(): void;
  /** Takes the run's drawings away; the still figures stand again. */
  clear(): void;
  /** The finished run as JSON; undefined before. */
  result(): string | undefined;
}

interface Experiment {
  readonly id: string;
  readonly spec: Spec<SeededParams, unknown>;
  readonly draw: Draw<SeededParams, unknown>;
  readonly params: SeededParams;
  readonly recorded: Result | undefined;
}

/** Loads the experiment and runs it in a worker until it ends or the reader stops it. */
export async function startDemo(
  demo: HTMLElement,
  panel: DemoPanel,
  params: FormParams,
  { isStep }: { readonly isStep: boolean },
): Promise<DemoRun> {
  const { experiment: id } = settingsOf(demo);
  const root = siteRoot(demo);
  const [spec, draw] = await Promise.all([loadSpec(id), loadDraw(id)]);
  const checked = spec.params.parse(params);
  const recorded = await loadRecorded(id, spec, checked, root);
  const figures = new DemoFigures(demo.querySelector<HTMLElement>(".figures") ?? demo);
  const experiment = { id, spec, draw, params: checked, recorded };
  const view = new RunView(demo, panel, figures, experiment);
  delete demo.dataset["digest"];
  const handle = startRun(
    { kind: "start", experiment: id, params: { ...checked }, root },
    (report) => view.show(report),
  );
  return view.control(handle, isStep);
}

/** Shows what a worker reports. */
class RunView {
  private readonly demo: HTMLElement;
  private readonly panel: DemoPanel;
  private readonly figures: DemoFigures;
  private readonly experiment: Experiment;
  private readonly recordedFigures: readonly Figure[];
  private readonly pace = matchMedia("(prefers-reduced-motion: reduce)").matches
    ? calmDrawMs
    : drawMs;
  private drawnAt = -Infinity;
  private ending: Extract<Report, { kind: "done" }> | undefined;
  private readonly listening = new AbortController();

  constructor(demo: HTMLElement, panel: DemoPanel, figures: DemoFigures, experiment: Experiment) {
    this.demo = demo;
    this.panel = panel;
    this.figures = figures;
    this.experiment = experiment;
    const { recorded, draw, params } = experiment;
    const outcomes = recorded?.runs.map(({ outcome }) => outcome);
    this.recordedFigures = outcomes === undefined ? [] : draw(outcomes, params);
  }

  control(handle: RunHandle, isStep: boolean): DemoRun {
    const { panel } = this;
    const pause = (): void => {
      panel.state = "paused";
      handle.pause();
    };
    const resume = (): void => {
      panel.state = "running";
      panel.say("Running.");
      handle.resume();
    };
    const step = (): void => {
      if (panel.state !== "paused") pause();
      handle.step();
    };
    panel.state = "running";
    panel.say("Starting.");
    if (isStep) step();
    this.pauseWhileHidden(pause, resume);
    return {
      toggle: () => (panel.state === "paused" ? resume() : pause()),
      step,
      stop: () => handle.abort(),
      clear: () => this.figures.clear(),
      result: () => this.result(),
    };
  }

  show(report: Report): void {
    const { panel } = this;
    switch (report.kind) {
      case "ready":
        return;
      case "notice":
        panel.say(report.message);
        return;
      case "paused":
        panel.say("Paused.");
        return;
      case "snapshot": {
        const { phase, done, total, outcome } = report.snapshot;
        panel.progress(phase, done / total, report.remainingMs);
        this.draw(outcome, panel.state === "paused");
        return;
      }
      case "done":
        this.finish(report);
        return;
      case "aborted":
        this.end("still", "Stopped. The recorded results stand.");
        return;
      case "failed":
        this.end("failed", `It did not work: ${report.message}. The recorded results stand.`);
        return;
    }
  }

  private draw(outcome: unknown, isLast: boolean): void {
    const now = performance.now();
    if (!isLast && now - this.drawnAt < this.pace) return;
    this.drawnAt = now;
    const { draw, params } = this.experiment;
    const own = draw([outcome], params);
    this.figures.draw(
      this.recordedFigures.length > 0 ? compared(this.recordedFigures, own) : yours(own),
    );
  }

  private finish(report: Extract<Report, { kind: "done" }>): void {
    const { spec, params, recorded } = this.experiment;
    this.ending = report;
    this.draw(report.outcome, true);
    this.figures.writeNumbers();
    for (const claim of spec.claims) this.panel.verdict(claim.id, claim.check([report.outcome]));
    this.demo.dataset["digest"] = report.digest;
    const twin = recorded?.runs.find(({ seed }) => seed === params.seed);
    const sameness =
      twin === undefined
        ? presetOf(spec, { ...params }) === undefined
          ? " No recorded run has these settings."
          : ` Seed ${params.seed} is not recorded.`
        : twin.digest === report.digest
          ? ` Every number is that of the recorded run of seed ${params.seed}.`
          : ` Not the numbers recorded for seed ${params.seed}: this engine rounds otherwise.`;
    this.panel.progress("done", 1, 0);
    this.end("still", `Done in ${(report.elapsedMs / 1000).toFixed(1)} s.${sameness}`);
    this.panel.detail(`digest ${report.digest.slice(0, 16)}…`);
    this.panel.enable("copy", true);
  }

  private end(state: "still" | "failed", message: string): void {
    this.listening.abort();
    this.panel.state = state;
    this.panel.say(message);
  }

  private result(): string | undefined {
    const { ending } = this;
    if (ending === undefined) return undefined;
    const { id, spec, params } = this.experiment;
    const { digest, outcome } = ending;
    return JSON.stringify(
      { experiment: id, version: spec.version, params, digest, outcome },
      null,
      2,
    );
  }

  /** A run does not go on in a tab that nobody sees; it goes on when they come back, unless they had paused it. */
  private pauseWhileHidden(pause: () => void, resume: () => void): void {
    let isOurs = false;
    document.addEventListener(
      "visibilitychange",
      () => {
        if (document.hidden && this.panel.state === "running") {
          isOurs = true;
          pause();
        } else if (!document.hidden && isOurs) {
          isOurs = false;
          if (this.panel.state === "paused") resume();
        }
      },
      { signal: this.listening.signal },
    );
  }
}
