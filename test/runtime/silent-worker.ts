import { afterEach, beforeEach, vi } from "vitest";

import type { Order, Report } from "#runtime/protocol.ts";

/** What a page sends to start a run. */
export const order: Extract<Order, { kind: "start" }> = {
  kind: "start",
  experiment: "wrong-labels",
  params: { seed: 1 },
  root: "https://example.org/",
};

/** A worker that does nothing but note what it is told; the test speaks for it. */
export class SilentWorker extends EventTarget {
  static readonly started: SilentWorker[] = [];
  readonly told: Order[] = [];
  readonly options: WorkerOptions | undefined;
  isTerminated = false;

  constructor(_address: URL, options?: WorkerOptions) {
    super();
    this.options = options;
    SilentWorker.started.push(this);
  }

  postMessage(message: Order): void {
    this.told.push(message);
  }

  terminate(): void {
    this.isTerminated = true;
  }

  say(report: Report): void {
    this.dispatchEvent(new MessageEvent("message", { data: report }));
  }

  /** Fails as browsers report it: an event that prints to the console unless it is prevented. */
  fail(message: string): Event {
    const event = Object.assign(new Event("error", { cancelable: true }), { message });
    this.dispatchEvent(event);
    return event;
  }
}

/** Gives each test of the file silent workers and a clock that it turns itself. */
export function useSilentWorkers(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("Worker", SilentWorker);
    SilentWorker.started.length = 0;
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}
