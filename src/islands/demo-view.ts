import { compared, yours } from "#lab/comparison.ts";
import type { Draw, SeededParams, Spec } from "#lab/experiment.ts";
import type { Figure } from "#lab/figure.ts";
import type { PlainParams } from "#lab/presets.ts";
import type { Result } from "#lab/result.ts";
import { sameness } from "#lab/sameness.ts";
import type { FinishedRun, SeveralReport } from "#runtime/several.ts";

import type { DemoFigures } from "./demo-figures.ts";
import type { Asked } from "./demo-form.ts";
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
  private experiment: Experiment;
  private readonly figures: DemoFigures;
  private recordedFigures: readonly Figure[] = [];
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
    this.drawRecorded();
    if (this.latest === undefined) return;
    this.draw(this.latest, true);
    if (this.finished !== undefined) this.figures.writeNumbers();
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
        this.finish(report);
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

  /** Draws finished runs, judges them and writes their numbers; nothing is said aloud. */
  showFinished(runs: readonly FinishedRun[]): void {
    const { spec } = this.experiment;
    this.finished = runs;
    const outcomes = runs.map(({ outcome }) => outcome);
    this.draw(outcomes, true);
    this.figures.writeNumbers();
    for (const claim of spec.claims) this.panel.verdict(claim.id, claim.check(outcomes));
    this.demo.dataset["digest"] = runs.map(({ digest }) => digest).join(" ");
    this.panel.enable("copy", true);
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

  /** Prepares the figures of the recorded runs, beside which later drawings put the reader's own. */
  drawRecorded(): void {
    const { recorded, draw, params } = this.experiment;
    const outcomes = recorded?.runs.map(({ outcome }) => outcome);
    this.recordedFigures = outcomes === undefined ? [] : draw(outcomes, params);
  }

  private draw(outcomes: readonly unknown[], isLast: boolean): void {
    this.latest = outcomes;
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
    this.showFinished(runs);
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

function engineOf({
  provenance,
}: {
  readonly provenance?: FinishedRun["provenance"] | undefined;
}): string {
  return provenance?.engine ?? "wasm";
}
