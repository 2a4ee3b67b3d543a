/** The visible part of a long list, by positions, both included. */
export type VisibleRange = { readonly first: number; readonly last: number };

/**
 * The pages that hold the visible part of a list. A page more is added on the side the reader is near, so that it has arrived
 * before it is scrolled to.
 * @param pageSize rows a page
 * @param total rows in the list; pages beyond it are not asked for. Undefined: not known yet, the first page is
 * @returns page numbers from 0, ascending
 */
export function pagesOf(visible: VisibleRange, pageSize: number, total: number | undefined): readonly number[] {
  const lastPage = total === undefined ? 0 : Math.max(0, Math.ceil(total / pageSize) - 1);
  const near = pageSize / 4;
  const from = Math.max(0, Math.min(Math.floor((visible.first - near) / pageSize), lastPage));
  const to = Math.max(from, Math.min(Math.floor((visible.last + near) / pageSize), lastPage));
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/**
 * Pages of a list that were seen, so that scrolling back shows rows at once while they are asked for again.
 * When the question changes (a filter, an order), rows of the old one stay until the first page of the new one has arrived: a
 * list never flashes empty.
 */
export class PageCache<Row> {
  readonly #pageSize: number;
  readonly #maxPages: number;
  #question = '';
  #pages = new Map<number, readonly Row[]>();
  #outdated: ReadonlyMap<number, readonly Row[]> = new Map();

  /** @param maxPages how many pages are kept; the ones farthest from the last seen are forgotten */
  constructor(pageSize: number, maxPages = 40) {
    this.#pageSize = pageSize;
    this.#maxPages = maxPages;
  }

  /**
   * Takes in what is known now; idempotent.
   * @param question stands for everything the pages depend on besides their number
   * @param pages page numbers with their rows, undefined where the answer is still on its way
   */
  update(question: string, pages: readonly (readonly [page: number, rows: readonly Row[] | undefined])[]): void {
    if (question !== this.#question) {
      if (this.#pages.size > 0) this.#outdated = this.#pages;
      this.#question = question;
      this.#pages = new Map();
    }
    for (const [page, rows] of pages) {
      if (!rows) continue;
      this.#pages.set(page, rows);
      this.#outdated = new Map();
    }
    this.#forgetFarthest(pages[0]?.[0] ?? 0);
  }

  /** @returns the row at a position, or undefined when its page has not arrived */
  rowAt(index: number): Row | undefined {
    const page = Math.floor(index / this.#pageSize);
    const rows = this.#pages.get(page) ?? this.#outdated.get(page);
    return rows?.[index - page * this.#pageSize];
  }

  /** @returns the position of the first known row that fits, or undefined */
  findIndex(fits: (row: Row) => boolean): number | undefined {
    for (const [page, rows] of this.#pages) {
      const index = rows.findIndex(fits);
      if (index >= 0) return page * this.#pageSize + index;
    }
    return undefined;
  }

  #forgetFarthest(from: number): void {
    if (this.#pages.size <= this.#maxPages) return;
    const byDistance = [...this.#pages.keys()].toSorted((a, b) => Math.abs(b - from) - Math.abs(a - from));
    for (const page of byDistance.slice(0, this.#pages.size - this.#maxPages)) this.#pages.delete(page);
  }
}
