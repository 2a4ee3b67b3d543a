import { z } from 'zod';
import { isUuid } from '../../core/kernel/ids.ts';
import { HttpProblem } from '../http/problem.ts';

const whole = (min: number, max: number) => z.coerce.number<string>().int().min(min).max(max);

/** How lists are paged: by `page`, by `offset` or by the `cursor` of the reply before, with `limit` (200 at most). */
export const pagingParams = {
  limit: whole(1, 200).default(50),
  page: whole(1, 1_000_000).optional(),
  offset: whole(0, 10_000_000).optional(),
  cursor: z.string().max(100).optional(),
};

type Paging = { limit: number; page?: number | undefined; offset?: number | undefined; cursor?: string | undefined };

/** @throws HttpProblem 400 for a cursor that we did not give */
export function offsetOf({ limit, page, offset, cursor }: Paging): number {
  if (cursor === undefined) return offset ?? ((page ?? 1) - 1) * limit;
  const found = /^o(\d{1,8})$/.exec(decoded(cursor));
  if (!found) throw badCursor();
  return Number(found[1]);
}

/** Where a list that is read newest first goes on. */
export type TimePosition = { readonly at: number; readonly id: string };

/** @returns the cursor of a position */
export function cursorText({ at, id }: TimePosition): string {
  return Buffer.from(`t${at} ${id}`).toString('base64url');
}

/** @throws HttpProblem 400 for a cursor that we did not give */
export function positionOf(cursor: string): TimePosition {
  const found = /^t(-?\d{1,16}) (\S+)$/.exec(decoded(cursor));
  if (!found || !isUuid(found[2]!)) throw badCursor();
  return { at: Number(found[1]), id: found[2]! };
}

function decoded(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString('utf8');
}

function badCursor(): HttpProblem {
  const errors = [{ field: 'cursor', code: 'invalid', message: 'is not a cursor of a reply' }];
  return new HttpProblem('VALIDATION_FAILED', { errors });
}

/** The reply of a list. */
export function pageReply<T>(items: readonly T[], total: number, offset: number, limit: number) {
  const next = offset + items.length;
  const hasMore = items.length > 0 && next < total;
  return {
    items,
    total,
    page: Math.floor(offset / limit) + 1,
    limit,
    hasMore,
    nextCursor: hasMore ? Buffer.from(`o${next}`).toString('base64url') : null,
  };
}
