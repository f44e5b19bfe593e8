import { type Asked, askedBy, fillForm, queryOf } from "./asked.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import type { PagefindHit } from "./pagefind.ts";
import { savesData } from "./saved-data.ts";
import { offer, offerLanguages } from "./search-choices.ts";
import { facets, type Found, openIndex, type SearchIndex } from "./search-index.ts";
import { resultItem } from "./search-results.ts";

const pageSize = 10;

/** Searches the index of the built site. The address is what is asked. The index opens with the page, or, where a reader's browser saves data, when they turn to the field. */
class SiteSearch extends HTMLElement {
  #index: Promise<SearchIndex> | undefined;
  #language = "";
  #turn = 0;
  #hits: readonly PagefindHit[] = [];
  readonly #answer = oneAtATime(() => this.#search());

  connectedCallback(): void {
    const form = this.#form;
    this.#part(".instead").hidden = true;
    const open = (): void => void this.#open().catch(() => undefined);
    form.addEventListener("focusin", open);
    form.addEventListener("input", ({ target }) => {
      const isTyped = target instanceof HTMLInputElement;
      this.#ask({ isNew: !isTyped });
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask({ isNew: true });
    });
    form.addEventListener("reset", () => {
      // The fields are empty only after this event.
      setTimeout(() => {
        this.#ask({ isNew: true });
        form.querySelector("input")?.focus();
      });
    });
    this.#part(".more").addEventListener("click", () => void this.#showMore());
    this.addEventListener("keydown", (event) => this.#walk(event));
    addEventListener("popstate", () => this.#fromAddress());
    this.#fromAddress();
    if (!savesData()) void this.#makeReady();
  }

  get #form(): HTMLFormElement {
    return found(this.querySelector("form"));
  }

  #part(selector: string): HTMLElement {
    return found(this.querySelector<HTMLElement>(selector));
  }

  #fromAddress(): void {
    fillForm(this.#form, location.search, (name) => name !== "order");
    this.#change();
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
        (index) => (this.#part(".language").hidden = !offerLanguages(this.#form, index, own)),
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

  #ask(step: { readonly isNew: boolean }): void {
    this.#remember(step);
    this.#change();
  }

  /** Answers what is asked now, at once or after the question under way; its words load what they need meanwhile. */
  #change(): void {
    this.#turn += 1;
    const asked = this.#asked();
    if (this.#answer() || !isQuestion(asked)) return;
    void this.#open().then(
      (index) => index.prepare(asked),
      () => undefined,
    );
  }

  /** Shows the best answer as soon as it is there; the next question need not wait for the others. */
  async #search(): Promise<void> {
    const turn = this.#turn;
    const asked = this.#asked();
    this.#part("[type=reset]").hidden = Object.keys(asked).length === 0;
    if (!isQuestion(asked)) return this.#show({ hits: [], items: [], said: "" });
    this.#say(this.dataset["searching"] ?? "");
    try {
      const index = await this.#open();
      const answer = await index.find(asked);
      if (turn !== this.#turn) return;
      const { hits } = answer;
      const [best, ...others] = hits.slice(0, Math.max(pageSize, shownBefore()));
      const items = best === undefined ? [] : [await resultItem(best)];
      if (turn !== this.#turn) return;
      const said = (this.dataset["count"] ?? "").replace("{count}", String(hits.length));
      this.#show({ hits, items, said });
      void this.#complete(turn, asked, answer, others);
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
    // What stands below stays there while the list fills again.
    list.style.minHeight = `${list.offsetHeight}px`;
    list.replaceChildren(...now.items);
    list.hidden = now.items.length === 0;
    this.#part(".more").hidden = true;
    const empty = this.#part(".empty");
    empty.textContent = this.dataset["empty"] ?? "";
    empty.hidden = now.said === "" || now.hits.length > 0;
    this.#part(".instead").hidden = true;
    this.#say(now.said);
  }

  /** Shows the other answers after the best, then what the question can be narrowed to. */
  async #complete(
    turn: number,
    asked: Asked,
    answer: Found,
    others: readonly PagefindHit[],
  ): Promise<void> {
    try {
      await this.#append(turn, others);
      const choices = await answer.choices();
      if (turn === this.#turn) offer(this.#form, choices, asked);
    } catch {
      if (turn === this.#turn) this.#fail();
    }
  }

  /** Adds what was found to the list in its order, each as soon as it and those before it are there. */
  async #append(turn: number, hits: readonly PagefindHit[]): Promise<void> {
    const list = this.#part("ol");
    const more = this.#part(".more");
    more.hidden = true;
    await hits.map(resultItem).reduce(async (before, item) => {
      const [made] = await Promise.all([item, before]);
      if (turn === this.#turn) list.append(made);
    }, Promise.resolve());
    if (turn !== this.#turn) return;
    more.hidden = list.childElementCount >= this.#hits.length;
    list.style.minHeight = "";
  }

  async #showMore(): Promise<void> {
    const list = this.#part("ol");
    const turn = this.#turn;
    const before = list.childElementCount;
    await this.#append(turn, this.#hits.slice(before, before + pageSize));
    if (turn !== this.#turn) return;
    history.replaceState({ shown: list.childElementCount }, "");
    list.children[before]?.querySelector("a")?.focus();
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
