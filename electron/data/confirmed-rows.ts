// SYNC-3: what the server has confirmed, whatever is pending on top of it.
import { after, all, gt, isIn, lte, type Predicate } from '../../core/kernel/predicates.ts';
import type { ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import type { DomainTableName } from '../../core/schema/tables.ts';
import { range } from '../../core/schema/typed-reads.ts';
import { rowKey } from './device-decide.ts';

/** Ids of one table from behind `after` up to and including `upTo`; null: to its end. */
export type IdRange = { readonly after: string; readonly upTo: string | null };

/** @returns the confirmed rows of a range of ids, in their order */
export function* confirmedRows(table: DomainTableName, { after: start, upTo }: IdRange): ReadProgram<readonly Row[]> {
  const end = upTo === null ? [] : [lte('id', upTo)];
  const rows = (yield* range(table, { where: all(after(['id'], [start]), ...end) })) as readonly Row[];
  // `;` follows `:`, which stands between table and id.
  const imagesEnd = upTo === null ? `${table};` : rowKey(table, upTo);
  return yield* overlaid(rows, all(gt('id', rowKey(table, start)), lte('id', imagesEnd)));
}

/** @returns those that exist */
export function* confirmedByIds(table: DomainTableName, ids: readonly string[]): ReadProgram<readonly Row[]> {
  const rows = (yield* range(table, { where: isIn('id', ids) })) as readonly Row[];
  return yield* overlaid(
    rows,
    isIn(
      'id',
      ids.map((id) => rowKey(table, id)),
    ),
  );
}

/** Rows as the server confirmed them: where pending mutations touched one, its base image. */
function* overlaid(rows: readonly Row[], which: Predicate): ReadProgram<readonly Row[]> {
  const images = yield* range('baseImages', { where: which });
  if (images.length === 0) return rows;
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { entityId, image } of images) {
    if (image === null) byId.delete(entityId);
    else byId.set(entityId, JSON.parse(image) as Row);
  }
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
