/** Work in pieces, so that the page answers in between. */

/** Resolves in a task of its own. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve));
}

/** What an iterable gives, each made in a task of its own. */
export async function* inTasks<Item>(items: Iterable<Item>): AsyncGenerator<Item, void> {
  const steps = items[Symbol.iterator]();
  while (true) {
    await nextTask();
    const step = steps.next();
    if (step.done === true) return;
    yield step.value;
  }
}
