/** Pixels of the screen: the lens's side, and how far one press of an arrow key moves it. */
const lensSide = 168;
const stride = 12;
/** How much the lens enlarges what is on the screen. */
const power = 3;

/** Shows the pictures under the pointer enlarged, pixel for pixel; by keyboard with the arrow keys, away with Escape. */
class ImageMagnifier extends HTMLElement {
  private readonly lens = document.createElement("canvas");
  private place = { x: 0, y: 0 };

  connectedCallback(): void {
    this.lens.className = "lens";
    this.lens.hidden = true;
    this.lens.setAttribute("aria-hidden", "true");
    this.lens.width = lensSide;
    this.lens.height = lensSide;
    this.append(this.lens);
    this.tabIndex = 0;
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", "Pictures; the arrow keys move a magnifier over them");
    this.addEventListener("pointermove", (event) => {
      const box = this.getBoundingClientRect();
      this.show(event.clientX - box.left, event.clientY - box.top);
    });
    this.addEventListener("pointerleave", () => this.hide());
    this.addEventListener("blur", () => this.hide());
    this.addEventListener("keydown", (event) => this.press(event));
  }

  private press(event: KeyboardEvent): void {
    if (event.key === "Escape") {
      this.hide();
      return;
    }
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const from = this.lens.hidden ? { x: 42, y: 50 } : this.place;
    const [across, down] = this.lens.hidden ? [0, 0] : step;
    this.show(from.x + across * stride, from.y + down * stride);
  }

  private hide(): void {
    this.lens.hidden = true;
  }

  /** Enlarges the surroundings of a point of this element. */
  private show(x: number, y: number): void {
    const source = [
      ...this.querySelectorAll<HTMLImageElement | HTMLCanvasElement>("canvas, img"),
    ].find(
      (element) => element !== this.lens && element.checkVisibility({ visibilityProperty: true }),
    );
    const context = this.lens.getContext("2d");
    if (source === undefined || context === null) return;
    const { clientWidth: width, clientHeight: height } = source;
    const natural = source instanceof HTMLImageElement ? source.naturalWidth : source.width;
    if (width === 0 || natural === 0) return;
    this.place = { x: Math.min(Math.max(0, x), width), y: Math.min(Math.max(0, y), height) };
    const scale = natural / width;
    const seen = lensSide / power;
    context.imageSmoothingEnabled = false;
    context.fillStyle = "#808080";
    context.fillRect(0, 0, lensSide, lensSide);
    context.drawImage(
      source,
      (this.place.x - seen / 2) * scale,
      (this.place.y - seen / 2) * scale,
      seen * scale,
      seen * scale,
      0,
      0,
      lensSide,
      lensSide,
    );
    const left = Math.min(Math.max(0, this.place.x + 20), Math.max(0, this.clientWidth - lensSide));
    this.lens.style.left = `${left}px`;
    this.lens.style.top = `${this.place.y - lensSide - 12}px`;
    this.lens.hidden = false;
  }
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

customElements.define("image-magnifier", ImageMagnifier);
