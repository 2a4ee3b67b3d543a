import { eq } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Row, RowChange, StoreChange, Value } from '../../core/kernel/rows.ts';
import type { RowAudience } from '../../core/schema/access.ts';
import { isDomainTable, tableNamed } from '../../core/schema/tables.ts';
import { get, range } from '../../core/schema/typed-reads.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';

/** Who held a row that is gone: kept in its tombstone. */
export type TombstoneAudience =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'lead'; readonly leadId: string };

/** What the audience log keeps: the audience of a row before the change, or whose own access changed. */
export type AudienceBefore =
  | { readonly kind: 'row'; readonly audience: RowAudience }
  | { readonly kind: 'access'; readonly userIds: readonly string[] };

/**
 * Writes a mutator's changes as the server's: every row gets the version, deleted rows leave a tombstone, and a row whose
 * audience changes leaves the audience it had (docs/sync.md, Pull).
 * @param changes as `decide` returned them
 * @param version of the surrounding transaction
 */
export function* commitChanges(changes: readonly RowChange[], version: number): Program<void> {
  for (const change of changes) {
    if (!isDomainTable(change.table)) throw new Error(`a mutator wrote to ${change.table}`);
    const before = yield* logAudience(change, version);
    yield* write(yield* stamped(change, version, before));
    yield* touchLinked(change, version);
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
      return table === 'leads' ? { kind: 'everyone' } : { kind: 'lead', leadId: String(row['leadId']) };
    default:
      return { kind: 'everyone' };
  }
}

/** Columns whose change moves a row from one audience to another. */
const audienceColumns: Readonly<Record<string, readonly string[]>> = {
  leads: ['assigneeId', 'teamId'],
  contacts: ['ownerId', 'teamId'],
  accounts: ['ownerId', 'teamId'],
  opportunities: ['ownerId', 'teamId', 'leadId'],
};

function* logAudience(change: RowChange, version: number): Program<Row | undefined> {
  const { table } = change;
  if (table === 'leadMembers' && change.op !== 'patch') return yield* logMembership(change, version);
  if (table === 'users' || table === 'teams' || table === 'teamMembers') return yield* logAccess(change, version);
  const columns = audienceColumns[table];
  if (!columns || change.op !== 'patch' || !columns.some((column) => Object.hasOwn(change.set, column)))
    return undefined;
  const before = (yield { kind: 'get', table, id: change.id })[0];
  if (!before || columns.every((column) => !differs(before, change.set, column))) return before;
  yield* log(table, before.id, { kind: 'row', audience: yield* rowAudience(table, before) }, version);
  return before;
}

function differs(before: Row, set: Readonly<Record<string, Value>>, column: string): boolean {
  return Object.hasOwn(set, column) && before[column] !== set[column];
}

function* logMembership(change: RowChange, version: number): Program<Row | undefined> {
  const before = change.op === 'insert' ? undefined : (yield { kind: 'get', table: 'leadMembers', id: change.id })[0];
  const member = change.op === 'insert' ? change.row : before;
  const lead = member && (yield { kind: 'get', table: 'leads', id: String(member['leadId']) })[0];
  if (lead) yield* log('leads', lead.id, { kind: 'row', audience: yield* rowAudience('leads', lead) }, version);
  return before;
}

function* logAccess(change: RowChange, version: number): Program<Row | undefined> {
  const { table } = change;
  const id = change.op === 'insert' ? change.row.id : change.id;
  const before = change.op === 'insert' ? undefined : (yield { kind: 'get', table, id })[0];
  const concerned =
    change.op !== 'patch' || ['role', 'active', 'open'].some((column) => before && differs(before, change.set, column));
  if (!concerned) return before;
  const row = change.op === 'insert' ? change.row : before;
  const userIds = table === 'users' ? [id] : table === 'teamMembers' ? [String(row?.['userId'])] : yield* membersOf(id);
  yield* log(table, id, { kind: 'access', userIds }, version);
  return before;
}

function* membersOf(teamId: string): ReadProgram<string[]> {
  return (yield* range('teamMembers', { where: eq('teamId', teamId) })).map((member) => member.userId);
}

function* rowAudience(table: string, row: Row): ReadProgram<RowAudience> {
  const ownerColumn = table === 'leads' ? 'assigneeId' : 'ownerId';
  const members = table === 'leads' ? yield* range('leadMembers', { where: eq('leadId', row.id) }) : [];
  return {
    ownerId: text(row[ownerColumn]),
    teamId: text(row['teamId']),
    createdBy: text(row['createdBy']),
    memberIds: members.map((member) => member.userId),
  };
}

const text = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null);

/** The audience before the transaction is what counts, so the first entry of a version stands. */
function* log(table: string, entityId: string, before: AudienceBefore, version: number): Program<void> {
  const id = `${sortableNumber(version)}:${table}:${entityId}`;
  if (yield* get('audienceLog', id)) return;
  yield* write([
    {
      op: 'insert',
      table: 'audienceLog',
      row: { id, version, entity: table, entityId, before: JSON.stringify(before) },
    },
  ]);
}

/** Rows that become visible through a link get a new version, so that whoever sees the linking row receives them. */
const links: Readonly<Record<string, readonly (readonly [column: string, table: string])[]>> = {
  leads: [
    ['contactId', 'contacts'],
    ['accountId', 'accounts'],
  ],
  opportunities: [['accountId', 'accounts']],
};

function* touchLinked(change: RowChange, version: number): Program<void> {
  if (change.op === 'delete') return;
  const cells = change.op === 'insert' ? change.row : change.set;
  for (const [column, table] of links[change.table] ?? []) {
    const linkedId = cells[column];
    if (typeof linkedId !== 'string') continue;
    const linked = (yield { kind: 'get', table, id: linkedId })[0];
    if (linked && linked['version'] !== version) yield* write([{ op: 'patch', table, id: linkedId, set: { version } }]);
  }
}
