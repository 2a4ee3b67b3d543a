import { z } from 'zod';
import { HttpProblem } from '../http/problem.ts';

const whole = (min: number, max: number) => z.coerce.number<string>().int().min(min).max(max);

/** How lists are paged: by `page`, by `offset` or by the `cursor` of the reply before, with `limit` (200 at most). */
export const pagingParams = {
  limit: whole(1, 200).default(50),
  page: whole(1, 1_000_000).optional(),
  offset: whole(0, 10_000_000).optional(),
  cursor: z.string().max(64).optional(),
};

type Paging = { limit: number; page?: number | undefined; offset?: number | undefined; cursor?: string | undefined };

/** @throws HttpProblem 400 for a cursor that we did not give */
export function offsetOf({ limit, page, offset, cursor }: Paging): number {
  if (cursor === undefined) return offset ?? ((page ?? 1) - 1) * limit;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^o\d{1,8}$/.test(text)) {
    const errors = [{ field: 'cursor', code: 'invalid', message: 'is not a cursor of a reply' }];
    throw new HttpProblem('VALIDATION_FAILED', { errors });
  }
  return Number(text.slice(1));
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
