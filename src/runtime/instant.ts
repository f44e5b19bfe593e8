import type { Provenance } from "#lab/result.ts";

import { notLoaded, openWorker, type Program } from "./open-worker.ts";
import type { Order, Report } from "./protocol.ts";
import type { FinishedRun } from "./several.ts";

type Start = Extract<Order, { kind: "start" }>;

/** What the page hears of instant runs. */
export type InstantReport =
  | { readonly kind: "done"; readonly runs: readonly FinishedRun[]; readonly elapsedMs: number }
  | Extract<Report, { kind: "failed" }>;

/** A warm worker that makes short runs, one after another. */
export interface InstantRuns {
  /** Makes the order's run once for each seed. What was asked for meanwhile and is not yet begun is forgotten. */
  readonly ask: (order: Start, seeds: readonly number[], tell: Tell) => void;
  readonly end: () => void;
}

type Tell = (report: InstantReport) => void;

interface Asked {
  readonly order: Start;
  readonly seeds: readonly number[];
  readonly tell: Tell;
}

/** Opens the worker; it stays until `end`, and after a failure the next order gets a fresh one. */
export function openInstant(program: Exclude<Program, "graphics">): InstantRuns {
  const state: { worker?: Worker; current?: Asked; next?: Asked; runs: FinishedRun[]; ms: number } =
    { runs: [], ms: 0 };
  let provenance: Provenance | undefined;

  const close = (): void => {
    state.worker?.terminate();
    delete state.worker;
  };

  const fail = (message = notLoaded.message): void => receive({ ...notLoaded, message });

  const send = (): void => {
    const { current } = state;
    if (current === undefined) return;
    try {
      state.worker ??= opened();
      const seed = current.seeds[state.runs.length];
      state.worker.postMessage({ ...current.order, params: { ...current.order.params, seed } });
    } catch {
      fail();
    }
  };

  const opened = (): Worker => {
    const worker = openWorker(program);
    worker.addEventListener("message", ({ data }: MessageEvent<Report>) => receive(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      fail(event.message === "" ? undefined : event.message);
    });
    return worker;
  };

  const finish = (report: InstantReport): void => {
    const { current, next } = state;
    delete state.current;
    // A newer order makes this answer old.
    if (next === undefined) current?.tell(report);
    else begin(next);
  };

  const receive = (report: Report): void => {
    const { current } = state;
    if (current === undefined) return;
    if (report.kind === "ready") provenance = report.provenance;
    if (report.kind === "failed") {
      close();
      finish(report);
    }
    if (report.kind !== "done") return;
    const seed = current.seeds[state.runs.length] ?? 0;
    const { outcome, digest } = report;
    state.runs.push({ seed, outcome, digest, ...(provenance !== undefined && { provenance }) });
    state.ms += report.elapsedMs;
    if (state.next !== undefined || state.runs.length === current.seeds.length) {
      finish({ kind: "done", runs: state.runs, elapsedMs: state.ms });
    } else send();
  };

  const begin = (asked: Asked): void => {
    delete state.next;
    Object.assign(state, { current: asked, runs: [], ms: 0 });
    send();
  };

  return {
    ask(order, seeds, tell) {
      const asked = { order, seeds, tell };
      if (state.current === undefined) begin(asked);
      else state.next = asked;
    },
    end() {
      delete state.current;
      delete state.next;
      close();
    },
  };
}
