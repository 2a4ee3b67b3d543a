import { useState } from 'react';
import type { Query } from '../../../core/queries/define-query.ts';
import { useQueries } from '../../bridge/hooks.ts';
import { PageCache, pagesOf, type VisibleRange } from './page-window.ts';

/** A page of a query: where it begins and how many rows it holds. */
export type Page = { readonly offset: number; readonly limit: number };

export type PagedRows<Row> = {
  /** The row at a position, or undefined while its page is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** The position of a row among those that were seen, or undefined. */
  readonly findIndex: (fits: (row: Row) => boolean) => number | undefined;
};

/**
 * Rows of a long list, page by page, live: only the pages on screen (and the one that comes next) are subscribed to.
 * @param paramsOf the query's parameters for one page
 * @param rowsIn the rows within an answer
 * @param visible positions on screen
 * @param total rows in the whole list, undefined while unknown
 * @param pageSize rows a page
 */
export function usePagedRows<Params, Result, Row>(
  query: Query<Params, Result>,
  paramsOf: (page: Page) => Params,
  rowsIn: (result: Result) => readonly Row[],
  { visible, total, pageSize }: { visible: VisibleRange; total: number | undefined; pageSize: number },
): PagedRows<Row> {
  const [cache] = useState(() => new PageCache<Row>(pageSize));
  const pages = pagesOf(visible, pageSize, total);
  const answers = useQueries(
    query,
    pages.map((page) => paramsOf({ offset: page * pageSize, limit: pageSize })),
  );
  cache.update(
    JSON.stringify(paramsOf({ offset: 0, limit: pageSize })),
    pages.map((page, i) => {
      const answer = answers[i];
      return [page, answer === undefined ? undefined : rowsIn(answer)] as const;
    }),
  );
  return { rowAt: (index) => cache.rowAt(index), findIndex: (fits) => cache.findIndex(fits) };
}
