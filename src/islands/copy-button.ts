/** Copies the text it was given; shown only where the browser lets a page write to the clipboard. */
class CopyButton extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const status = this.querySelector('[role="status"]');
    if (button === null || status === null || !("clipboard" in navigator)) return;
    button.addEventListener("click", () => {
      const { text = "", done = "" } = this.dataset;
      void navigator.clipboard.writeText(text).then(
        () => (status.textContent = done),
        // The address stands beside the button and can be marked by hand.
        () => (status.textContent = ""),
      );
    });
    button.hidden = false;
  }
}

customElements.define("copy-button", CopyButton);
