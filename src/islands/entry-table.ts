import type { TableRow } from "./database-rows.ts";

/** Which page of how many is shown, in which order. */
interface Shown {
  readonly page: number;
  readonly pages: number;
  readonly order: string;
}

/** The database's table, which can show other rows than those it came with. */
interface EntryTable {
  show(rows: readonly TableRow[], shown: Shown): void;
  /** Shows what the page came with. */
  restore(): void;
  /** Makes the names of columns that can be sorted by something to press. */
  offerOrders(choose: (order: string) => void): void;
  countOf(rows: number): string;
}

interface Texts {
  readonly count: string;
  readonly issue: string;
  readonly page: string;
}

/** The table within `root`, with what turns its pages. */
export function tableOf(root: HTMLElement): EntryTable {
  const texts = JSON.parse(root.dataset["texts"] ?? "{}") as Texts;
  const site = root.dataset["root"] ?? "/";
  const table = found(root.querySelector("table"));
  const body = found(table.tBodies.item(0));
  const own = [...body.rows];
  const pattern = found(own[0] ?? null);
  const turn = found(root.querySelector<HTMLElement>(".turn"));
  const empty = found(root.querySelector<HTMLElement>(".empty"));
  const pagers = [...root.querySelectorAll<HTMLElement>(".list-pager")];
  const heads = [...table.querySelectorAll<HTMLElement>("thead [data-order]")];
  const place = (isOwn: boolean, count: number, { page, pages, order }: Shown): void => {
    table.hidden = count === 0;
    empty.hidden = count > 0;
    for (const pager of pagers) pager.hidden = !isOwn;
    turn.hidden = isOwn || pages < 2;
    found(turn.querySelector("span")).textContent = texts.page
      .replace("{page}", String(page))
      .replace("{count}", String(pages));
    for (const button of turn.querySelectorAll<HTMLButtonElement>("button"))
      button.disabled = button.dataset["turn"] === "1" ? page === pages : page === 1;
    for (const head of heads) mark(head, order);
  };
  return {
    show(rows, shown) {
      body.replaceChildren(
        ...rows.map((row) => filled(pattern, row, { site, issue: texts.issue })),
      );
      place(false, rows.length, shown);
    },
    restore() {
      if (body.rows[0] !== own[0] || body.rows.length !== own.length) body.replaceChildren(...own);
      place(true, own.length, { page: 1, pages: 1, order: "" });
    },
    offerOrders(choose) {
      for (const head of heads) {
        const button = document.createElement("button");
        button.type = "button";
        button.append(...head.childNodes);
        button.addEventListener("click", () => choose(head.dataset["order"] ?? ""));
        head.append(button);
      }
    },
    countOf: (rows) => texts.count.replace("{count}", String(rows)),
  };
}

function mark(head: HTMLElement, order: string): void {
  const own = head.dataset["order"] ?? "";
  if (own === order || (own === "" && order === "oldest"))
    head.ariaSort = own === "title" || order === "oldest" ? "ascending" : "descending";
  else head.removeAttribute("aria-sort");
}

/** A row like the page's own, with this entry in it. */
function filled(
  pattern: HTMLTableRowElement,
  row: TableRow,
  { site, issue }: { readonly site: string; readonly issue: string },
): HTMLTableRowElement {
  const made = pattern.cloneNode(true) as HTMLTableRowElement;
  made.removeAttribute("id");
  const [title, authors, category, year, number] = made.cells;
  const [folder, count] = row.issue;
  link(title, row.title, `${site}issues/${folder}/${row.slug}/`);
  if (authors !== undefined) authors.textContent = row.authors;
  link(category, row.category[1], `${site}categories/${row.category[0]}/`);
  if (year !== undefined) year.textContent = row.year;
  const anchor = number?.querySelector("a");
  anchor?.setAttribute("href", `${site}issues/${folder}/`);
  const [inRow, inLines] = anchor?.children ?? [];
  if (inRow !== undefined) inRow.textContent = String(count);
  if (inLines !== undefined) inLines.textContent = issue.replace("{number}", String(count));
  return made;
}

function link(cell: HTMLElement | undefined, text: string, address: string): void {
  const anchor = cell?.querySelector("a");
  if (anchor === null || anchor === undefined) return;
  anchor.textContent = text;
  anchor.href = address;
}

function found<T>(part: T | null | undefined): T {
  if (part === null || part === undefined) throw new Error("the database page lacks a part");
  return part;
}
