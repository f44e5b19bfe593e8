const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Which way an arrow key goes, ten times as far with Shift; the key then does nothing else. Undefined for other keys. */
export function arrowStep(
  event: KeyboardEvent,
): { readonly across: number; readonly down: number } | undefined {
  const step = steps[event.key];
  if (step === undefined) return undefined;
  event.preventDefault();
  event.stopPropagation();
  const times = event.shiftKey ? 10 : 1;
  return { across: times * step[0], down: times * step[1] };
}
