import { type Asked, askedBy, fillForm, queryOf } from "./asked.ts";
import { loadRows, rowsFor, type TableRow } from "./database-rows.ts";
import { tableOf } from "./entry-table.ts";

type Database = Awaited<ReturnType<typeof loadRows>>;

const rowsAPage = 100;
const namesOffered = 12;

/** Filters and sorts the whole database, of which the page itself holds a part; the address is what is asked. The other rows are loaded when something is. */
class EntryFilter extends HTMLElement {
  #database: Promise<Database> | undefined;
  #turn = 0;
  #page = 0;

  connectedCallback(): void {
    const form = this.#form;
    const table = tableOf(this);
    const own = location.pathname;
    const said = this.#status.textContent;
    const show = async (): Promise<void> => {
      const turn = (this.#turn += 1);
      const asked = askedBy(form);
      found(form.querySelector<HTMLElement>("[type=reset]")).hidden =
        Object.keys(asked).length === 0;
      if (Object.keys(asked).length === 0) {
        this.#status.textContent = said;
        return table.restore();
      }
      try {
        const { rows } = await this.#load();
        if (turn !== this.#turn) return;
        this.#present(rowsFor(rows, asked), table);
      } catch {
        if (turn === this.#turn) this.#status.textContent = this.dataset["failed"] ?? "";
      }
    };
    const remember = async (isNew: boolean): Promise<void> => {
      const asked = await this.#inAddress(askedBy(form));
      const query = queryOf(asked);
      const path = query === "" ? own : `${this.dataset["root"] ?? "/"}database/`;
      if (path + query === location.pathname + location.search) return;
      if (isNew) history.pushState(null, "", path + query);
      else history.replaceState(null, "", path + query);
    };
    const change = (isNew: boolean): void => {
      this.#page = 0;
      void show();
      void remember(isNew);
    };
    const fromAddress = async (): Promise<void> => {
      fillForm(form, location.search);
      const person = found(form.querySelector<HTMLInputElement>("[name=person]"));
      if (person.value !== "") {
        const { people } = await this.#load().catch(() => ({ people: [] }));
        person.value = people.find(([id]) => id === person.value)?.[1] ?? person.value;
      }
      this.#page = 0;
      await show();
    };
    form.addEventListener("focusin", () => void this.#load().catch(() => undefined));
    form.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === "person")
        void this.#offerNames(target);
      change(!(target instanceof HTMLInputElement));
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => {
      // The fields are empty only after this event.
      setTimeout(() => {
        change(true);
        form.querySelector("input")?.focus();
      });
    });
    this.addEventListener("click", ({ target }) => {
      if (!(target instanceof HTMLElement)) return;
      const step = target.closest<HTMLElement>("[data-turn]")?.dataset["turn"];
      if (step === undefined) return;
      this.#page += Number(step);
      void show().then(() => this.scrollIntoView());
    });
    table.offerOrders((order) => {
      const field = form.elements.namedItem("order");
      if (!(field instanceof HTMLSelectElement)) return;
      field.value = order === "" && field.value === "" ? "oldest" : order;
      change(true);
    });
    addEventListener("popstate", () => void fromAddress());
    void fromAddress();
  }

  get #form(): HTMLFormElement {
    return found(this.querySelector("form"));
  }

  get #status(): HTMLElement {
    return found(this.querySelector<HTMLElement>("[role=status]"));
  }

  #load(): Promise<Database> {
    if (this.#database === undefined) {
      this.#database = loadRows(this.dataset["root"] ?? "/");
      // The next question may find the network back.
      this.#database.catch(() => (this.#database = undefined));
    }
    return this.#database;
  }

  #present(rows: readonly TableRow[], table: ReturnType<typeof tableOf>): void {
    const pages = Math.max(1, Math.ceil(rows.length / rowsAPage));
    this.#page = Math.min(Math.max(this.#page, 0), pages - 1);
    const start = this.#page * rowsAPage;
    table.show(rows.slice(start, start + rowsAPage), {
      page: this.#page + 1,
      pages,
      order: askedBy(this.#form)["order"] ?? "",
    });
    this.#status.textContent = table.countOf(rows.length);
  }

  /** A person stands in an address by their id, which stays when a name is spelled otherwise. */
  async #inAddress({ person, ...asked }: Asked): Promise<Asked> {
    if (person === undefined) return asked;
    const { people } = await this.#load().catch(() => ({ people: [] as Database["people"] }));
    const whole = people.find(([, name]) => name.toLowerCase() === person.toLowerCase());
    return { ...asked, person: whole?.[0] ?? person };
  }

  async #offerNames(field: HTMLInputElement): Promise<void> {
    const { people } = await this.#load().catch(() => ({ people: [] as Database["people"] }));
    const typed = field.value.trim().toLowerCase();
    const names = people.filter(([, name]) => name.toLowerCase().includes(typed));
    field.list?.replaceChildren(
      ...names.slice(0, namesOffered).map(([, name]) => new Option(undefined, name)),
    );
  }
}

function found<T>(part: T | null): T {
  if (part === null) throw new Error("the database page lacks a part");
  return part;
}

customElements.define("entry-filter", EntryFilter);
