import { z } from 'zod';
import type { KeptBack } from '../domain/undo/reversal.ts';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import { hasId } from './sql-parts.ts';

const params = z.strictObject({
  /** The action that was undone. */
  of: z.string().max(200),
});

/** Something that an undo left as it is, and the name of who made it so; NULL where that is not known here. */
export type NamedKept = Pick<KeptBack, 'field' | 'reason'> & { readonly byName: string | null };

/** What became of the caller's last undo of an action; NULL while there was none. */
export type UndoOutcome = {
  readonly undo:
    | (Pick<RowOf<'undos'>, 'outcome' | 'entity' | 'total' | 'restored' | 'skippedCount'> & {
        /** The first of them. */
        readonly kept: readonly NamedKept[];
      })
    | null;
};

/** What an undo has restored and what it kept: first as this device sees it, then as the server decided. */
export const undoOutcome = defineQuery<z.output<typeof params>, UndoOutcome>({
  name: 'undoOutcome',
  params,
  reads: ['undos', 'users'],
  *run({ of }, env): QueryProgram<UndoOutcome> {
    const found = env.db
      .selectFrom('undos as u')
      .select(['u.outcome', 'u.entity', 'u.total', 'u.restored', 'u.skippedCount', 'u.skipped'])
      .where('u.userId', '=', env.userId)
      .where('u.of', '=', of)
      .orderBy('u.at', 'desc')
      .orderBy('u.id', 'desc')
      .limit(1);
    const [row] = yield* rowsOf(found);
    if (!row) return { undo: null };
    const { skipped, ...counts } = row;
    const kept = JSON.parse(skipped) as readonly KeptBack[];
    const ids = [...new Set(kept.flatMap(({ by }) => by ?? []))];
    const people = env.db
      .selectFrom('users as p')
      .select(['p.id', 'p.name'])
      .where(hasId(env, 'p.id', ids));
    const names = new Map((ids.length > 0 ? yield* rowsOf(people) : []).map(({ id, name }) => [id, name]));
    const named = kept.map(({ field, reason, by }) => ({ field, reason, byName: by && (names.get(by) ?? null) }));
    return { undo: { ...counts, kept: named } };
  },
});
