import { answersQuery, readAnswers } from "#maps/answers.ts";
import { type Answers, beliefs } from "#maps/evidence.ts";
import type { ArgumentMap } from "#maps/schema.ts";
import { percent, type Phrases, told } from "#maps/telling.ts";

/** What the page wrote into a map's `data-map`. */
export interface MapSettings {
  readonly id: string;
  readonly map: ArgumentMap;
  readonly phrases: Phrases & { readonly copied: string };
}

/** A map of an argument that takes a reader's answers and shows what follows; without script the list stands. */
class ArgumentMapElement extends HTMLElement {
  private readonly settings = JSON.parse(this.dataset["map"] ?? "{}") as MapSettings;

  connectedCallback(): void {
    const { id, map } = this.settings;
    const answers = readAnswers(id, map, new URLSearchParams(location.search));
    // The page came as it is without any.
    if (Object.keys(answers).length > 0) this.fill(answers);
    this.addEventListener("input", ({ target }) => this.typed(target));
    this.addEventListener("change", () => this.changed());
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("focusin", ({ target }) => this.mark(target));
    this.addEventListener("focusout", () => this.mark(null));
    this.querySelector("form")?.addEventListener("submit", (event) => event.preventDefault());
  }

  private row(node: string): HTMLElement | null {
    return this.querySelector(`[data-row="${node}"]`);
  }

  /** Sets the form to answers and shows what follows. */
  private fill(answers: Answers): void {
    for (const node of Object.keys(this.settings.map.nodes)) {
      const answer = answers[node];
      const choice =
        answer === undefined ? "defer" : answer === 1 ? "yes" : answer === 0 ? "no" : "percent";
      const radio = this.row(node)?.querySelector<HTMLInputElement>(`[value="${choice}"]`);
      if (radio) radio.checked = true;
      const field = this.row(node)?.querySelector<HTMLInputElement>("[type=number]");
      if (field) field.value = choice === "percent" ? String(percent(answer ?? 0.5)) : "";
    }
    this.show();
  }

  /** The answers that the form holds. */
  private answers(): Answers {
    return Object.fromEntries(
      Object.keys(this.settings.map.nodes).flatMap((node) => {
        const row = this.row(node);
        const choice = row?.querySelector<HTMLInputElement>("[type=radio]:checked")?.value;
        if (choice === "yes") return [[node, 1] as const];
        if (choice === "no") return [[node, 0] as const];
        const field = row?.querySelector<HTMLInputElement>("[type=number]");
        return choice === "percent" && field?.value ? [[node, shareOf(field)] as const] : [];
      }),
    );
  }

  /** A number that is typed is the answer, and a choice of the number gives it the belief of the moment. */
  private typed(target: EventTarget | null): void {
    if (!(target instanceof HTMLInputElement)) return;
    const row = target.closest<HTMLElement>("[data-row]");
    const field = row?.querySelector<HTMLInputElement>("[type=number]");
    if (!row || !field) return;
    if (target === field) {
      const choice = field.value === "" ? "defer" : "percent";
      const radio = row.querySelector<HTMLInputElement>(`[value="${choice}"]`);
      if (radio) radio.checked = true;
    } else if (target.value === "percent") {
      const found = beliefs(this.settings.map, this.answers())[row.dataset["row"] ?? ""] ?? 0.5;
      field.value = String(Math.min(99, Math.max(1, percent(found))));
    } else field.value = "";
    this.show();
  }

  private changed(): void {
    for (const field of this.querySelectorAll<HTMLInputElement>("[type=number]")) {
      if (field.value !== "") field.value = String(percent(shareOf(field)));
    }
    this.show();
    this.remember();
  }

  private clicked({ target }: Event): void {
    if (!(target instanceof Element)) return;
    const action = target.closest<HTMLElement>("[data-action]")?.dataset["action"];
    if (action === "clear") {
      this.fill({});
      history.replaceState(null, "", location.pathname);
    }
    if (action === "copy") void this.copy();
    const box = target.closest<SVGElement>("svg [data-node]");
    const row = box === null ? null : this.row(box.dataset["node"] ?? "");
    row?.querySelector<HTMLElement>("[type=radio]:checked")?.focus();
  }

  /** Rings the question that has the focus, and brings out the arrows at it. */
  private mark(target: EventTarget | null): void {
    const row = target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
    const node = row?.dataset["row"];
    for (const part of this.querySelectorAll<SVGElement>("svg [data-node], svg [data-from]")) {
      const { node: own, from, to } = part.dataset;
      part.classList.toggle("is-near", node !== undefined && [own, from, to].includes(node));
    }
  }

  private show(): void {
    const { map, phrases } = this.settings;
    const answers = this.answers();
    for (const [id, belief] of Object.entries(beliefs(map, answers))) {
      const words = `${percent(belief)} %`;
      const output = this.row(id)?.querySelector("output");
      if (output) output.textContent = words;
      const box = this.querySelector<SVGElement>(`svg [data-node="${id}"]`);
      if (box === null) continue;
      box.classList.toggle("is-answered", answers[id] !== undefined);
      const bar = box.querySelector(".bar");
      bar?.setAttribute("width", String(belief * Number(bar.getAttribute("data-full"))));
      const text = box.querySelector(".belief");
      if (text !== null) text.textContent = words;
    }
    const { follows, next, picture } = told(map, answers, phrases);
    this.querySelector("svg")?.setAttribute("aria-label", picture);
    this.say(".follows", follows);
    this.say(".next", next);
  }

  private say(place: string, text: string): void {
    const element = this.querySelector(place);
    // A live region speaks only of what has changed.
    if (element !== null && element.textContent !== text) element.textContent = text;
  }

  private remember(): string {
    const { id, map } = this.settings;
    const query = answersQuery(id, map, this.answers()).toString();
    const address = `${location.origin}${location.pathname}?${query}#map-${id}`;
    history.replaceState(null, "", address);
    return address;
  }

  private async copy(): Promise<void> {
    const address = this.remember();
    try {
      await navigator.clipboard.writeText(address);
      this.say(".copied", this.settings.phrases.copied);
    } catch {
      // The address bar has it.
      this.say(".copied", "");
    }
  }
}

/** What a field of per cent says, kept between 1 and 99. */
function shareOf(field: HTMLInputElement): number {
  return Math.min(99, Math.max(1, Math.round(Number(field.value)))) / 100;
}

customElements.define("argument-map", ArgumentMapElement);
