import { type Asked, askedBy, fillForm, queryOf } from "./asked.ts";
import type { PagefindHit } from "./pagefind.ts";
import { savesData } from "./saved-data.ts";
import { offer } from "./search-choices.ts";
import { facets, languageIn, openIndex, type SearchIndex } from "./search-index.ts";
import { resultItem } from "./search-results.ts";

const pageSize = 10;
/** Keys that follow each other faster are one question. */
const pauseMs = 60;

/** Searches the index of the built site. The address is what is asked. The index opens once the page is there, or, where a reader's browser saves data, when they turn to the field. */
class SiteSearch extends HTMLElement {
  #index: Promise<SearchIndex> | undefined;
  #language = "";
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hits: readonly PagefindHit[] = [];

  connectedCallback(): void {
    const form = this.#form;
    this.#part(".instead").hidden = true;
    form.hidden = false;
    const open = (): void => void this.#open().catch(() => undefined);
    form.addEventListener("focusin", open);
    if (!savesData()) addEventListener("load", () => void this.#makeReady(), { once: true });
    form.addEventListener("input", ({ target }) => {
      const isTyped = target instanceof HTMLInputElement;
      this.#remember({ isNew: !isTyped });
      clearTimeout(this.#timer);
      if (isTyped) this.#prepare();
      this.#timer = setTimeout(() => void this.#search(), isTyped ? pauseMs : 0);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#remember({ isNew: true });
      void this.#search();
    });
    form.addEventListener("reset", () => {
      // The fields are empty only after this event.
      setTimeout(() => {
        this.#remember({ isNew: true });
        void this.#search();
        form.querySelector("input")?.focus();
      });
    });
    this.#part(".more").addEventListener("click", () => void this.#showMore());
    this.addEventListener("keydown", (event) => this.#walk(event));
    addEventListener("popstate", () => this.#fromAddress());
    this.#fromAddress();
  }

  get #form(): HTMLFormElement {
    return found(this.querySelector("form"));
  }

  #part(selector: string): HTMLElement {
    return found(this.querySelector<HTMLElement>(selector));
  }

  #fromAddress(): void {
    fillForm(this.#form, location.search, (name) => name !== "order");
    void this.#search();
  }

  /** Puts what is asked for into the address; as a new step of the history, so that "back" leads to the question before. */
  #remember({ isNew }: { readonly isNew: boolean }): void {
    const address = location.pathname + queryOf(this.#asked());
    if (address === location.pathname + location.search) return;
    if (isNew) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  #asked(): Asked {
    const { language, ...asked } = askedBy(this.#form);
    const field = this.#form.elements.namedItem("language");
    const isUsual =
      field instanceof HTMLSelectElement && field.selectedOptions[0]?.defaultSelected === true;
    return language === undefined || isUsual ? asked : { ...asked, language };
  }

  #open(): Promise<SearchIndex> {
    const own = this.dataset["language"] ?? "";
    const language = this.#asked()["language"] ?? own;
    if (this.#index === undefined || language !== this.#language) {
      void this.#index?.then((index) => index.close());
      this.#language = language;
      this.#index = openIndex(this.dataset["root"] ?? "/", language);
      void this.#index.then(
        (index) => this.#offerLanguages(index),
        // The next question may find the network back.
        () => (this.#index = undefined),
      );
    }
    return this.#index;
  }

  /** Opens the index and, unless there is a question already, has it ready for one. */
  async #makeReady(): Promise<void> {
    try {
      const index = await this.#open();
      if (!isQuestion(this.#asked())) await index.warmUp();
    } catch {
      // The first question will tell.
    }
  }

  /** Words load what they need while the search still waits for the next letter. */
  #prepare(): void {
    const asked = this.#asked();
    void this.#open().then(
      (index) => index.prepare(asked),
      () => undefined,
    );
  }

  async #search(): Promise<void> {
    clearTimeout(this.#timer);
    const turn = (this.#turn += 1);
    const asked = this.#asked();
    this.#part("[type=reset]").hidden = Object.keys(asked).length === 0;
    if (!isQuestion(asked)) return this.#show({ hits: [], items: [], said: "" });
    this.#say(this.dataset["searching"] ?? "");
    try {
      const index = await this.#open();
      const hits = await index.find(asked);
      const shown = Math.max(pageSize, shownBefore());
      const said = (this.dataset["count"] ?? "").replace("{count}", String(hits.length));
      const loading = hits.slice(0, shown).map(resultItem);
      // Where nothing stands, the best answer need not wait for the others.
      if (this.#part("ol").childElementCount === 0) {
        void loading[0]?.then(
          (best) => turn === this.#turn && this.#show({ hits, items: [best], said }),
          () => undefined,
        );
      }
      const items = await Promise.all(loading);
      if (turn !== this.#turn) return;
      this.#show({ hits, items, said });
      const choices = await index.choices(asked);
      if (turn === this.#turn) offer(this.#form, choices, asked);
    } catch {
      if (turn === this.#turn) this.#fail();
    }
  }

  #show(now: {
    readonly hits: readonly PagefindHit[];
    readonly items: readonly HTMLElement[];
    readonly said: string;
  }): void {
    this.#hits = now.hits;
    const list = this.#part("ol");
    list.replaceChildren(...now.items);
    list.hidden = now.items.length === 0;
    this.#part(".more").hidden = now.items.length >= now.hits.length;
    const empty = this.#part(".empty");
    empty.textContent = this.dataset["empty"] ?? "";
    empty.hidden = now.said === "" || now.hits.length > 0;
    this.#part(".instead").hidden = true;
    this.#say(now.said);
  }

  async #showMore(): Promise<void> {
    const list = this.#part("ol");
    const turn = this.#turn;
    const before = list.children.length;
    const items = await Promise.all(this.#hits.slice(before, before + pageSize).map(resultItem));
    if (turn !== this.#turn) return;
    list.append(...items);
    history.replaceState({ shown: list.children.length }, "");
    this.#part(".more").hidden = list.children.length >= this.#hits.length;
    items[0]?.querySelector("a")?.focus();
  }

  /** Shows that nothing can be searched, and what works all the same. */
  #fail(): void {
    this.#show({ hits: [], items: [], said: "" });
    const empty = this.#part(".empty");
    empty.textContent = this.dataset["failed"] ?? "";
    empty.hidden = false;
    this.#part(".instead .why").hidden = true;
    this.#part(".instead").hidden = false;
    this.#say(this.dataset["failed"] ?? "");
  }

  #say(what: string): void {
    const status = this.#part("[role=status]");
    if (status.textContent !== what) status.textContent = what;
  }

  #offerLanguages({ languages, language }: SearchIndex): void {
    const field = this.#form.elements.namedItem("language");
    const codes = Object.keys(languages);
    if (!(field instanceof HTMLSelectElement) || codes.length < 2) return;
    // What "show all" comes back to.
    const usual = languageIn(languages, (this.dataset["language"] ?? "").toLowerCase());
    const names = new Intl.DisplayNames([this.dataset["language"] ?? "en"], { type: "language" });
    field.replaceChildren(
      ...codes.map(
        (code) =>
          new Option(
            `${names.of(code) ?? code} (${languages[code]?.pages ?? 0})`,
            code,
            code === usual,
          ),
      ),
    );
    field.value = language;
    this.#part(".language").hidden = false;
  }

  /** Arrow keys go from the field into the results and back. */
  #walk(event: KeyboardEvent): void {
    const { key, target } = event;
    if (key !== "ArrowDown" && key !== "ArrowUp") return;
    const field = found(this.#form.querySelector("input"));
    const stops = [field, ...this.querySelectorAll<HTMLElement>("ol .title")];
    const at = target instanceof HTMLElement ? stops.indexOf(target) : -1;
    const next = at < 0 ? undefined : stops[at + (key === "ArrowDown" ? 1 : -1)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }
}

/** An order or a language alone asks for nothing. */
function isQuestion(asked: Asked): boolean {
  return ["text", ...facets].some((name) => name in asked);
}

/** How many results the reader had before them when they left for one of them. */
function shownBefore(): number {
  const state: unknown = history.state;
  return typeof state === "object" &&
    state !== null &&
    "shown" in state &&
    typeof state.shown === "number"
    ? state.shown
    : 0;
}

function found<T>(part: T | null): T {
  if (part === null) throw new Error("the search page lacks a part");
  return part;
}

customElements.define("site-search", SiteSearch);
