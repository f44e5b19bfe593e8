/** A run does not go on in a tab that nobody sees; it goes on when they come back, unless they had paused it. */
export function pauseWhileHidden(
  run: {
    readonly pause: () => void;
    readonly resume: () => void;
    readonly state: () => string;
  },
  signal: AbortSignal,
): void {
  let isOurs = false;
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.hidden && run.state() === "running") {
        isOurs = true;
        run.pause();
      } else if (!document.hidden && isOurs) {
        isOurs = false;
        if (run.state() === "paused") run.resume();
      }
    },
    { signal },
  );
}
