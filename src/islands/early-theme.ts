/**
 * Puts on the theme that the reader has chosen, before anything is painted, and gives pictures that have a dark form the right
 * one: those that the page brings, and all of them when the choice changes; paper is light. Nothing outside may be used here: it is
 * sent as text.
 */
export function wearChosenTheme(): void {
  const root = document.documentElement;
  const chosen = (): string | undefined => root.dataset["theme"];
  // The first condition of a dark source's media asks for the system's theme, which these stand in for.
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- sent as text, it must hold all that it calls
  const dress = (nodes: Iterable<Node>, theme: string | undefined): void => {
    const condition =
      theme === "dark"
        ? "(min-width: 0)"
        : theme === "light"
          ? "(max-width: 0)"
          : "(prefers-color-scheme: dark)";
    for (const node of nodes) {
      if (!(node instanceof HTMLSourceElement && node.className === "dark")) continue;
      node.media = node.media.replace(/\([^()]*\)/, condition);
    }
  };
  const dressAll = (theme: string | undefined): void =>
    dress(document.querySelectorAll("source"), theme);
  try {
    const stored = localStorage.getItem("theme");
    if (stored === "light" || stored === "dark") root.dataset["theme"] = stored;
  } catch {
    // Storage may be closed to this page: then the system's theme stands.
  }
  new MutationObserver(() => dressAll(chosen())).observe(root, { attributeFilter: ["data-theme"] });
  // Browsers ask for the medium's own pictures only once they print, and wait for none of them.
  addEventListener("beforeprint", () => dressAll("light"));
  addEventListener("afterprint", () => dressAll(chosen()));
  if (chosen() === undefined) return;
  const arriving = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) dress(addedNodes, chosen());
  });
  arriving.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => arriving.disconnect());
}
