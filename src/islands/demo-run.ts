import { seedsFrom } from "#lab/seeds.ts";
import type { RunHandle } from "#runtime/client.ts";
import { startSeveral } from "#runtime/several.ts";

import { loadDraw, loadRecorded, loadSpec } from "./demo-experiment.ts";
import type { Asked } from "./demo-form.ts";
import type { DemoPanel } from "./demo-panel.ts";
import { settingsOf, siteRoot } from "./demo-settings.ts";
import { DemoView } from "./demo-view.ts";
import { pauseWhileHidden } from "./hidden-tab.ts";

/** The runs of one demo, from the reader's click to their end. */
export interface DemoRun {
  toggle(): void;
  /** One unit of work of each; pauses first. */
  step(): void;
  stop(): void;
  /** Takes the drawings away; the still figures stand again. */
  clear(): void;
  /** The finished runs as JSON; undefined before. */
  result(): string | undefined;
}

/** Loads the experiment and runs it, each seed in a worker, until all have ended or the reader stops them. */
export async function startDemo(
  demo: HTMLElement,
  panel: DemoPanel,
  { params, runs }: Asked,
  { isStep }: { readonly isStep: boolean },
): Promise<DemoRun> {
  const { experiment: id } = settingsOf(demo);
  const root = siteRoot(demo);
  const [spec, draw] = await Promise.all([loadSpec(id), loadDraw(id)]);
  const checked = spec.params.parse(params);
  const recorded = await loadRecorded(id, spec, checked, root);
  const view = new DemoView(demo, panel, { id, spec, draw, params: checked, recorded }, runs);
  const handle = startSeveral(
    { kind: "start", experiment: id, params: { ...checked }, root },
    seedsFrom(checked.seed, runs),
    (report) => view.show(report),
  );
  return controlled(handle, view, panel, isStep);
}

function controlled(handle: RunHandle, view: DemoView, panel: DemoPanel, isStep: boolean): DemoRun {
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
  pauseWhileHidden({ pause, resume, state: () => panel.state }, view.signal);
  return {
    toggle: () => (panel.state === "paused" ? resume() : pause()),
    step,
    stop: () => handle.abort(),
    clear: () => view.clear(),
    result: () => view.result(),
  };
}
