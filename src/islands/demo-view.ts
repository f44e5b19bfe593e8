import { compared, yours } from "#lab/comparison.ts";
import type { Draw, SeededParams, Spec } from "#lab/experiment.ts";
import type { Figure } from "#lab/figure.ts";
import type { Result } from "#lab/result.ts";
import { sameness } from "#lab/sameness.ts";
import type { FinishedRun, SeveralReport } from "#runtime/several.ts";

import { DemoFigures } from "./demo-figures.ts";
import type { DemoPanel } from "./demo-panel.ts";

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
  private readonly experiment: Experiment;
  private readonly figures: DemoFigures;
  private readonly recordedFigures: readonly Figure[];
  private readonly pace: number;
  private drawnAt = -Infinity;
  private finished: readonly FinishedRun[] | undefined;
  private readonly ended = new AbortController();

  constructor(demo: HTMLElement, panel: DemoPanel, experiment: Experiment, runs: number) {
    this.demo = demo;
    this.panel = panel;
    this.experiment = experiment;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.pace = isCalm ? calmDrawMs : runs > 1 ? severalDrawMs : drawMs;
    this.figures = new DemoFigures(demo.querySelector<HTMLElement>(".figures") ?? demo);
    const { recorded, draw, params } = experiment;
    const outcomes = recorded?.runs.map(({ outcome }) => outcome);
    this.recordedFigures = outcomes === undefined ? [] : draw(outcomes, params);
  }

  /** Aborted when the runs have ended. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  show(report: SeveralReport): void {
    const { panel } = this;
    switch (report.kind) {
      case "notice":
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

  /** Takes the drawings away; the still figures stand again. */
  clear(): void {
    this.figures.clear();
  }

  /** All finished runs as JSON; undefined before the end. */
  result(): string | undefined {
    if (this.finished === undefined) return undefined;
    const { id, spec, params } = this.experiment;
    const content = { experiment: id, version: spec.version, params, runs: this.finished };
    return JSON.stringify(content, null, 2);
  }

  private draw(outcomes: readonly unknown[], isLast: boolean): void {
    const now = performance.now();
    if (!isLast && now - this.drawnAt < this.pace) return;
    this.drawnAt = now;
    const { draw, params } = this.experiment;
    const own = draw(outcomes, params);
    this.figures.draw(
      this.recordedFigures.length > 0 ? compared(this.recordedFigures, own) : yours(own),
    );
  }

  private finish({ runs, elapsedMs }: Extract<SeveralReport, { kind: "done" }>): void {
    const { spec, params, recorded } = this.experiment;
    this.finished = runs;
    const outcomes = runs.map(({ outcome }) => outcome);
    this.draw(outcomes, true);
    this.figures.writeNumbers();
    for (const claim of spec.claims) this.panel.verdict(claim.id, claim.check(outcomes));
    const digests = runs.map(({ digest }) => digest);
    this.demo.dataset["digest"] = digests.join(" ");
    this.panel.progress("done", 1, 0);
    const what = runs.length === 1 ? "Done" : `Done, ${runs.length} runs,`;
    const same = sameness(spec, params, recorded, runs);
    this.end("still", `${what} in ${(elapsedMs / 1000).toFixed(1)} s. ${same}`);
    this.panel.detail(
      digests.length === 1
        ? `digest ${digests[0]?.slice(0, 16)}…`
        : `digests ${digests.map((digest) => `${digest.slice(0, 8)}…`).join(", ")}`,
    );
    this.panel.enable("copy", true);
  }

  private end(state: "still" | "failed", message: string): void {
    this.ended.abort();
    this.panel.state = state;
    this.panel.say(message);
  }
}
