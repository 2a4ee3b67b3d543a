import { eq } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Row, RowChange, StoreChange } from '../../core/kernel/rows.ts';
import { noLead } from '../../core/schema/leads.ts';
import { isDomainTable, tableNamed } from '../../core/schema/tables.ts';
import { range } from '../../core/schema/typed-reads.ts';
import { linkColumns, logAudience, movesAudience } from './audience-log.ts';
import { auditChanges, type Deed } from '../access/audit-log.ts';
import { noteInClock, noteWhole } from './row-clock.ts';

/** Who held a row that is gone: kept in its tombstone. */
export type TombstoneAudience =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'lead'; readonly leadId: string };

/**
 * Writes a mutator's changes as the server's: every row gets the version, deleted rows leave a tombstone, a row whose
 * audience changes leaves the audience it had (docs/sync.md, Pull), each field notes when it was edited and by whom, and the audit
 * log names the deed.
 * @param changes as `decide` returned them
 * @param version of the surrounding transaction
 */
export function* commitChanges(changes: readonly RowChange[], version: number, author: Deed): Program<void> {
  yield* auditChanges(changes, author);
  for (const change of changes) {
    if (!isDomainTable(change.table)) throw new Error(`a mutator wrote to ${change.table}`);
    const before = yield* logAudience(change, version);
    yield* noteInClock(change, version, author);
    yield* write(yield* stamped(change, version, before));
    yield* touchLinked(change, version, before);
  }
}

function* stamped(change: RowChange, version: number, before: Row | undefined): ReadProgram<StoreChange[]> {
  switch (change.op) {
    case 'insert':
      return [{ ...change, row: { ...change.row, version } }];
    case 'patch':
      return [{ ...change, set: { ...change.set, version } }];
    case 'delete': {
      const row = before ?? (yield { kind: 'get', table: change.table, id: change.id })[0];
      if (!row) throw new Error(`delete of ${change.table}: row ${change.id} does not exist`);
      return [change, tombstone(change.table, row, version)];
    }
  }
}

function tombstone(table: string, row: Row, version: number): StoreChange {
  return {
    op: 'put',
    table: 'tombstones',
    row: {
      id: `${table}:${row.id}`,
      version,
      entity: table,
      entityId: row.id,
      audience: JSON.stringify(tombstoneAudience(table, row)),
    },
  };
}

function tombstoneAudience(table: string, row: Row): TombstoneAudience {
  switch (tableNamed(table).audience) {
    case 'user':
      return { kind: 'user', userId: String(row['userId']) };
    case 'lead':
      if (table === 'leads' || row['leadId'] === noLead) return { kind: 'everyone' };
      return { kind: 'lead', leadId: String(row['leadId']) };
    default:
      return { kind: 'everyone' };
  }
}

/**
 * Rows that become visible through a link get a new version, so that whoever sees the linking row receives them; conflicts
 * follow the row they are about.
 */
function* touchLinked(change: RowChange, version: number, before: Row | undefined): Program<void> {
  if (change.op === 'delete') return;
  const cells = change.op === 'insert' ? change.row : change.set;
  const moves = movesAudience(change);
  for (const [column, table] of linkColumns[change.table] ?? []) {
    const follows = moves && change.table === 'opportunities';
    const linkedId = Object.hasOwn(cells, column) ? cells[column] : follows ? before?.[column] : undefined;
    if (typeof linkedId !== 'string') continue;
    yield* touch(table, linkedId, version);
    yield* touchConflicts(linkedId, version);
  }
  if (moves && change.op === 'patch' && change.table !== 'leads') yield* touchConflicts(change.id, version);
}

function* touch(table: string, id: string, version: number): Program<void> {
  const row = (yield { kind: 'get', table, id })[0];
  if (!row || row['version'] === version) return;
  yield* write([{ op: 'patch', table, id, set: { version } }]);
  yield* noteWhole(table, id, version);
}

function* touchConflicts(entityId: string, version: number): Program<void> {
  for (const conflict of yield* range('conflicts', { where: eq('entityId', entityId) })) {
    yield* write([{ op: 'patch', table: 'conflicts', id: conflict.id, set: { version } }]);
    yield* noteWhole('conflicts', conflict.id, version);
  }
}
