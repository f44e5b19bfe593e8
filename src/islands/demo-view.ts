import { compared } from "#lab/comparison.ts";
import type { Draw, SeededParams, Spec } from "#lab/experiment.ts";
import type { Figure } from "#lab/figure.ts";
import type { PlainParams } from "#lab/presets.ts";
import type { Result } from "#lab/result.ts";
import { sameness } from "#lab/sameness.ts";
import type { FinishedRun, SeveralReport } from "#runtime/several.ts";

import type { DemoFigures } from "./demo-figures.ts";
import type { Asked } from "./demo-form.ts";
import type { DemoPanel } from "./demo-panel.ts";
import { inTasks, nextTask } from "./tasks.ts";

/** Between two drawings while a run goes on, milliseconds; a second where motion is not wanted. */
const drawMs = 200;
/** For several runs: their workers want every core, and drawing takes from them. */
const severalDrawMs = 500;
const calmDrawMs = 1000;

/** What a demo runs, and what the site has recorded of it. */
export interface Experiment {
  readonly id: string;
  readonly spec: Spec<SeededParams, unknown>;
  readonly draw: Draw<SeededParams, unknown>;
  readonly params: SeededParams;
  readonly recorded: Result | undefined;
}

/** Shows what the workers of one demo report: one run or several. */
export class DemoView {
  private readonly demo: HTMLElement;
  private readonly panel: DemoPanel;
  private experiment: Experiment;
  private readonly figures: DemoFigures;
  /** Those of the recorded runs, beside which the reader's own are put. */
  private recordedFigures: Promise<readonly Figure[]>;
  private readonly pace: number;
  private drawnAt = -Infinity;
  /** What was reported last, drawn or not. */
  private latest: readonly unknown[] | undefined;
  /** Told when it came and again at the end, as the phases that follow are said in its place. */
  private notice = "";
  private finished: readonly FinishedRun[] | undefined;
  private readonly ended = new AbortController();

  /** `figures` may show a run before, until this one has something to show. */
  constructor(
    demo: HTMLElement,
    panel: DemoPanel,
    experiment: Experiment,
    figures: DemoFigures,
    runs: number,
  ) {
    this.demo = demo;
    this.panel = panel;
    this.experiment = experiment;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.pace = isCalm ? calmDrawMs : runs > 1 ? severalDrawMs : drawMs;
    this.figures = figures;
    this.recordedFigures = recordedFigures(experiment);
  }

  /** Aborted when the runs have ended. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  /** Draws the latest outcomes again where these parameters look at something else in them. */
  look(asked: Asked["params"]): void {
    const { spec, params } = this.experiment;
    const seen: PlainParams = { ...params };
    const views = (spec.views ?? []).filter((name) => asked[name] !== seen[name]);
    if (views.length === 0) return;
    const changed = Object.fromEntries(views.map((name) => [name, asked[name]]));
    this.experiment = { ...this.experiment, params: spec.params.parse({ ...seen, ...changed }) };
    this.recordedFigures = recordedFigures(this.experiment);
    if (this.latest !== undefined) void this.drawWhole(this.latest, this.finished !== undefined);
  }

  show(report: SeveralReport): void {
    const { panel } = this;
    switch (report.kind) {
      case "notice":
        this.notice = `${report.message} `;
        panel.say(report.message);
        return;
      case "paused":
        panel.say("Paused.");
        return;
      case "snapshot": {
        const { phase, done, total, remainingMs } = report.progress;
        panel.progress(phase, done / total, remainingMs);
        this.draw(report.outcomes, panel.state === "paused");
        return;
      }
      case "done":
        void this.finish(report);
        return;
      case "aborted":
        this.end("still", "Stopped. The recorded results stand.");
        return;
      case "failed":
        if (this.drawnAt === -Infinity) this.figures.clear();
        this.end("failed", `It did not work: ${report.message}. The recorded results stand.`);
        return;
    }
  }

  /** Draws finished runs, judges them and writes their numbers; nothing is said aloud. Tells whether the reader still wants them. */
  async showFinished(runs: readonly FinishedRun[]): Promise<boolean> {
    const { spec } = this.experiment;
    this.finished = runs;
    const outcomes = runs.map(({ outcome }) => outcome);
    this.latest = outcomes;
    await this.drawWhole(outcomes, true);
    for (const claim of spec.claims) {
      await nextTask();
      if (this.figures.isCleared) return false;
      this.panel.verdict(claim.id, claim.check(outcomes));
    }
    if (this.figures.isCleared) return false;
    this.demo.dataset["digest"] = runs.map(({ digest }) => digest).join(" ");
    this.panel.enable("copy", true);
    return true;
  }

  /** What computed runs, and their digests. */
  told(runs: readonly FinishedRun[]): string {
    const length = runs.length === 1 ? 16 : 8;
    const digests = runs.map(({ digest }) => `${digest.slice(0, length)}…`).join(", ");
    const engines = [...new Set(runs.map(engineOf))].join(", ");
    return `${engines} · digest${runs.length === 1 ? "" : "s"} ${digests}`;
  }

  /** All finished runs as JSON; undefined before the end. */
  result(): string | undefined {
    if (this.finished === undefined) return undefined;
    const { id, spec, params } = this.experiment;
    const content = { experiment: id, version: spec.version, params, runs: this.finished };
    return JSON.stringify(content, null, 2);
  }

  private draw(outcomes: readonly unknown[], isLast: boolean): void {
    this.latest = outcomes;
    const now = performance.now();
    if (!isLast && now - this.drawnAt < this.pace) return;
    this.drawnAt = now;
    void this.drawWhole(outcomes, false);
  }

  /** Every figure, and the tables of their numbers where the runs have ended. */
  private async drawWhole(outcomes: readonly unknown[], hasNumbers: boolean): Promise<void> {
    const isDrawn = await this.figures.draw(this.ownFigures(outcomes));
    if (isDrawn && hasNumbers) await this.figures.writeNumbers();
  }

  private async *ownFigures(outcomes: readonly unknown[]): AsyncGenerator<Figure, void> {
    const { draw, params } = this.experiment;
    const recorded = await this.recordedFigures;
    for await (const figure of inTasks(draw(outcomes, params))) yield compared(recorded, figure);
  }

  private async finish({
    runs,
    elapsedMs,
  }: Extract<SeveralReport, { kind: "done" }>): Promise<void> {
    const { spec, params, recorded } = this.experiment;
    if (!(await this.showFinished(runs))) return;
    this.panel.progress("done", 1, 0);
    const what = runs.length === 1 ? "Done" : `Done, ${runs.length} runs,`;
    const digested = runs.map(({ seed, digest, provenance }) => ({
      seed,
      digest,
      engine: engineOf({ provenance }),
    }));
    const same = sameness(spec, params, recorded, digested);
    const time = `${what} in ${(elapsedMs / 1000).toFixed(1)} s.`;
    this.end("still", [time, same].filter((words) => words !== "").join(" "));
    this.panel.detail(this.told(runs));
  }

  private end(state: "still" | "failed", message: string): void {
    this.ended.abort();
    this.panel.state = state;
    this.panel.say(this.notice + message);
  }
}

/** Figures of the recorded runs, made one a task. */
async function recordedFigures({ recorded, draw, params }: Experiment): Promise<Figure[]> {
  const figures: Figure[] = [];
  const outcomes = recorded?.runs.map(({ outcome }) => outcome);
  if (outcomes === undefined) return figures;
  for await (const figure of inTasks(draw(outcomes, params))) figures.push(figure);
  return figures;
}

function engineOf({
  provenance,
}: {
  readonly provenance?: FinishedRun["provenance"] | undefined;
}): string {
  return provenance?.engine ?? "wasm";
}
