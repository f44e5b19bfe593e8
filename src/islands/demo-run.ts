import { seedsFrom } from "#lab/seeds.ts";
import type { RunHandle } from "#runtime/client.ts";
import { startSeveral } from "#runtime/several.ts";

import { loadDraw, loadRecorded, loadSpec } from "./demo-experiment.ts";
import { DemoFigures } from "./demo-figures.ts";
import type { Asked } from "./demo-form.ts";
import type { DemoPanel } from "./demo-panel.ts";
import { settingsOf, siteRoot } from "./demo-settings.ts";
import { DemoView } from "./demo-view.ts";
import { figureTouch } from "./figure-touch.ts";
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
  /** Obeys the form: an instant run runs again, any other draws what the reader looks at. */
  change(asked: Asked): void;
  /** Where the run is drawn; the next one may go on drawing there. */
  readonly figures: DemoFigures;
}

interface StartOptions {
  readonly isStep: boolean;
  /** Those of the run before. */
  readonly figures: DemoFigures | undefined;
}

/** Loads the experiment and runs it, each seed in a worker, until all have ended or the reader stops them. */
export async function startDemo(
  demo: HTMLElement,
  panel: DemoPanel,
  asked: Asked,
  { isStep, figures: standing }: StartOptions,
): Promise<DemoRun> {
  const { experiment: id, isInstant } = settingsOf(demo);
  const figures = standing ?? new DemoFigures(stagesOf(demo), figureTouch(demo));
  if (isInstant) {
    const { startInstant } = await import("./demo-instant.ts");
    return startInstant(demo, panel, asked, figures);
  }
  const { params, runs, engine } = asked;
  const root = siteRoot(demo);
  const [spec, draw] = await Promise.all([loadSpec(id), loadDraw(id)]);
  const checked = spec.params.parse(params);
  const recorded = await loadRecorded(id, spec, checked, root);
  const experiment = { id, spec, draw, params: checked, recorded };
  const view = new DemoView(demo, panel, experiment, figures, runs);
  const handle = startSeveral(
    {
      kind: "start",
      experiment: id,
      params: { ...checked },
      root,
      ...(engine !== undefined && { engine }),
    },
    seedsFrom(checked.seed, runs),
    (report) => view.show(report),
  );
  return controlled(handle, { view, figures, panel, isStep });
}

function stagesOf(demo: HTMLElement): HTMLElement {
  return demo.querySelector<HTMLElement>(".figures") ?? demo;
}

function controlled(
  handle: RunHandle,
  {
    view,
    figures,
    panel,
    isStep,
  }: {
    readonly view: DemoView;
    readonly figures: DemoFigures;
    readonly panel: DemoPanel;
    readonly isStep: boolean;
  },
): DemoRun {
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
    clear: () => figures.clear(),
    result: () => view.result(),
    change: ({ params }) => view.look(params),
    figures,
  };
}
