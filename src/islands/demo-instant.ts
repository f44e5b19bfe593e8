import type { SeededParams } from "#lab/experiment.ts";
import type { Result } from "#lab/result.ts";
import { seedsFrom } from "#lab/seeds.ts";
import { type InstantReport, openInstant } from "#runtime/instant.ts";

import { loadDraw, loadRecorded, loadSpec } from "./demo-experiment.ts";
import type { DemoFigures } from "./demo-figures.ts";
import type { Asked } from "./demo-form.ts";
import type { DemoPanel } from "./demo-panel.ts";
import type { DemoRun } from "./demo-run.ts";
import { settingsOf, siteRoot } from "./demo-settings.ts";
import { DemoView } from "./demo-view.ts";

/** Runs an instant experiment in a worker that stays warm: at once, and again at every change. */
export async function startInstant(
  demo: HTMLElement,
  panel: DemoPanel,
  first: Asked,
  figures: DemoFigures,
): Promise<DemoRun> {
  const { experiment: id } = settingsOf(demo);
  const root = siteRoot(demo);
  const [spec, draw] = await Promise.all([loadSpec(id), loadDraw(id)]);
  const recordedFor = recordedResults((params) => loadRecorded(id, spec, params, root));
  const worker = openInstant(spec.engine === "none" ? "plain" : "wasm");
  const state: { view?: DemoView; asked: number; spoken: number } = { asked: 0, spoken: 0 };

  const show = async (view: DemoView, report: InstantReport): Promise<void> => {
    if (report.kind === "failed") {
      state.spoken = 0;
      view.show(report);
      return;
    }
    state.view = view;
    const before = state.spoken;
    state.spoken += 1;
    // From the second run on the figures change under the reader's own hand, which is said once.
    if (before === 0) {
      view.show(report);
      return;
    }
    if (!(await view.showFinished(report.runs))) return;
    panel.state = "still";
    panel.detail(view.told(report.runs));
    if (before === 1) panel.say("Computed anew at every change.");
  };

  const change = async ({ params, runs }: Asked): Promise<void> => {
    state.asked += 1;
    const turn = state.asked;
    const checked = spec.params.parse(params);
    const recorded = await recordedFor(checked);
    if (turn !== state.asked) return;
    const view = new DemoView(
      demo,
      panel,
      { id, spec, draw, params: checked, recorded },
      figures,
      runs,
    );
    worker.ask(
      { kind: "start", experiment: id, params: { ...checked }, root },
      seedsFrom(checked.seed, runs),
      (report) => void show(view, report),
    );
  };

  void change(first);
  return {
    toggle: () => {},
    step: () => {},
    stop: () => worker.end(),
    clear: () => figures.clear(),
    result: () => state.view?.result(),
    change: (asked) => void change(asked),
    figures,
  };
}

/** Recorded results by their parameters, each asked for once: a handle under way must not wait for the network. */
function recordedResults(
  load: (params: SeededParams) => Promise<Result | undefined>,
): (params: SeededParams) => Promise<Result | undefined> {
  const known = new Map<string, Promise<Result | undefined>>();
  return (params) => {
    const key = JSON.stringify({ ...params, seed: 0 });
    const found = known.get(key) ?? load(params);
    known.set(key, found);
    return found;
  };
}
