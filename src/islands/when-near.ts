/** How far off the reader may be, in screens; further than where browsers begin to lay out what they have skipped. */
const near = "200%";

/**
 * Calls once, when the reader comes near an element. At once where what stands far off takes up its place as well, since it must not
 * grow under the reader's eyes; and at the first Tab, so that no stop is missing on a keyboard's way.
 */
export function whenNear(element: Element, call: () => void): void {
  if (!CSS.supports("(content-visibility: auto) and (overflow-anchor: auto)")) {
    call();
    return;
  }
  const waiting = new AbortController();
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) come();
    },
    { rootMargin: near },
  );
  const come = (): void => {
    waiting.abort();
    observer.disconnect();
    call();
  };
  observer.observe(element);
  document.addEventListener("keydown", ({ key }) => key === "Tab" && come(), {
    capture: true,
    signal: waiting.signal,
  });
}
