// SYNC-5: what a person decides about a refused mutation is one transaction: it is there until what takes its place is on disk.
import { mutators } from '../../core/domain/mutators.ts';
import { leadRestore } from '../../core/domain/lead/restore.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Row } from '../../core/kernel/rows.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { getMany } from '../../core/schema/typed-reads.ts';
import type { Act } from './device.ts';
import { rememberRetried } from './device-import.ts';
import { refused } from './device-outbox.ts';

/**
 * Sends a refused mutation again, as a new one, with other arguments where they are given.
 * @throws DomainError NOT_FOUND; or the rule's own when it is refused here already, and then it stays as it was
 */
export function* sendAgain(act: Act, seq: number, corrected?: { readonly args: unknown }): Program<void> {
  const row = yield* refused(seq);
  yield* replace(row);
  yield* act(row.name, corrected ? corrected.args : (JSON.parse(row.args) as unknown), row.action ?? undefined);
}

/** Takes the leads that a refusal names out of the trash, then sends the mutation again. @throws DomainError as `sendAgain`, `lead.restore` */
export function* restoreAndSendAgain(act: Act, seq: number): Program<void> {
  const row = yield* refused(seq);
  const leads = yield* getMany('leads', trashedLeads(row));
  const ids = leads.filter((lead) => lead.state === 'trashed').map((lead) => lead.id);
  if (ids.length > 0) yield* act(leadRestore.name, { ids });
  yield* sendAgain(act, seq);
}

/** Drops a refused mutation for good. @throws DomainError NOT_FOUND when there is none */
export function* discardRefused(seq: number): Program<void> {
  yield* write([{ op: 'delete', table: 'outbox', id: (yield* refused(seq)).id }]);
}

function* replace(row: RowOf<'outbox'>): Program<void> {
  yield* rememberRetried(row);
  yield* write([{ op: 'delete', table: 'outbox', id: row.id }]);
}

/** Ids in the details of a refusal because of the trash. */
function trashedLeads({ error }: RowOf<'outbox'>): readonly string[] {
  const { details } = JSON.parse(error ?? '{}') as { details?: { ids?: unknown } };
  return Array.isArray(details?.ids) ? details.ids.filter((id) => typeof id === 'string') : [];
}

/** @returns the row that a refused mutation edits, as it is without it; null where it edits no single row, or the row is not here */
export function* currentRow(seq: number): ReadProgram<{ readonly table: string; readonly row: Row } | null> {
  const { name, args } = yield* refused(seq);
  const table = mutators.get(name)?.edits;
  const { id } = (JSON.parse(args) ?? {}) as { id?: unknown };
  if (table === undefined || typeof id !== 'string') return null;
  const [row] = yield { kind: 'get', table, id };
  return row ? { table, row } : null;
}
