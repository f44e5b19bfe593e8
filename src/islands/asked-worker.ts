/** A worker that answers each message with its result or with an error in words. */
interface AskedWorker {
  readonly ask: (method: string, args: readonly unknown[]) => Promise<unknown>;
  /** Ends the worker; what it has not answered fails. */
  readonly close: () => void;
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}

/** Starts a worker of a classic script. */
export function openWorker(address: string): AskedWorker {
  const worker = new Worker(address);
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let asked = 0;
  let isOver = false;
  const close = (): void => {
    isOver = true;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new Error(`${address} gives no answer`));
    waiting.clear();
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    const question = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) question?.resolve(data.result);
    else question?.reject(new Error(data.error));
  });
  worker.addEventListener("error", close);
  return {
    ask(method, args) {
      const question = Promise.withResolvers<unknown>();
      if (isOver) question.reject(new Error(`${address} gives no answer`));
      else {
        const id = (asked += 1);
        waiting.set(id, question);
        worker.postMessage({ id, method, args });
      }
      return question.promise;
    },
    close,
  };
}
