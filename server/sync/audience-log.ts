// SYNC-8: whoever loses sight of a row learns of it from here, whichever way they lost it.
import { all, eq, isIn } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Row, RowChange, Value } from '../../core/kernel/rows.ts';
import { sortableNumber } from '../../core/kernel/sortable-number.ts';
import type { RowAudience, Scope } from '../../core/schema/access.ts';
import { domainTables } from '../../core/schema/tables.ts';
import { get, range } from '../../core/schema/typed-reads.ts';
import { loadScope } from './scope.ts';

/**
 * What the audience log keeps: the audience of a row before a change, or whose own access changed and what it was (null: none).
 * Entries of servers before have no `scopes`.
 */
export type AudienceBefore =
  | { readonly kind: 'row'; readonly audience: RowAudience }
  | {
      readonly kind: 'access';
      readonly userIds: readonly string[];
      readonly scopes?: Readonly<Record<string, Scope | null>>;
    };

/** Tables that say who a person is. */
export const accessTables = ['users', 'teams', 'teamMembers', 'rolePermissions'] as const;

/** Tables whose rows hang on a lead. */
export const childTables = Object.values(domainTables)
  .filter((table) => table.audience === 'lead' && table.name !== 'leads')
  .map((table) => table.name);

/** Columns whose change moves a row from one audience to another. */
const audienceColumns: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(childTables.map((table) => [table, ['leadId']])),
  leads: ['assigneeId', 'teamId'],
  contacts: ['ownerId', 'teamId'],
  accounts: ['ownerId', 'teamId'],
  opportunities: ['ownerId', 'teamId', 'leadId'],
};

/** Columns by which a row lets those who see it see another one. */
export const linkColumns: Readonly<Record<string, readonly (readonly [column: string, table: string])[]>> = {
  leads: [
    ['contactId', 'contacts'],
    ['accountId', 'accounts'],
  ],
  opportunities: [['accountId', 'accounts']],
};

/**
 * Notes the audience of every row that a change may take out of somebody's sight. Must run before the change is written.
 * @returns the row before the change, where it was read
 */
export function* logAudience(change: RowChange, version: number): Program<Row | undefined> {
  const { table } = change;
  if (table === 'leadMembers' && change.op !== 'patch') return yield* logMembership(change, version);
  if (table === 'users' || table === 'teams' || table === 'teamMembers') return yield* logAccess(change, version);
  if (table === 'rolePermissions') return yield* logRole(change, version);
  const columns = audienceColumns[table];
  if (!columns || change.op === 'insert') return undefined;
  const links = linkColumns[table] ?? [];
  const concerned = [...columns, ...links.map(([column]) => column)];
  if (change.op === 'patch' && !concerned.some((column) => Object.hasOwn(change.set, column))) return undefined;
  const before = (yield { kind: 'get', table, id: change.id })[0];
  if (before) yield* logRow(change, before, version);
  return before;
}

function* logRow(change: Exclude<RowChange, { op: 'insert' }>, before: Row, version: number): Program<void> {
  const { table } = change;
  const changes = (column: string): boolean => change.op === 'delete' || differs(before, change.set, column);
  const moves = audienceColumns[table]!.some(changes);
  if (moves && change.op === 'patch') yield* logOwn(table, before, version);
  for (const [column, linked] of linkColumns[table] ?? []) {
    // Who sees a lead's contact and account is looked up when the lead has moved (`linkedRows`); nobody looks up an opportunity's.
    if (changes(column) || (moves && table === 'opportunities')) yield* logLinked(linked, before[column], version);
  }
  if (table !== 'leads' || change.op !== 'delete') return;
  for (const opportunity of yield* range('opportunities', { where: eq('leadId', before.id) })) {
    yield* logOwn('opportunities', opportunity as unknown as Row, version);
    yield* logLinked('accounts', opportunity.accountId, version);
  }
}

function* logLinked(table: string, id: Value | undefined, version: number): Program<void> {
  if (typeof id !== 'string') return;
  const row = (yield { kind: 'get', table, id })[0];
  if (row) yield* logOwn(table, row, version);
}

function* logOwn(table: string, row: Row, version: number): Program<void> {
  yield* log(table, row.id, { kind: 'row', audience: yield* rowAudience(table, row) }, version);
}

/** @returns whether a patch gives a column another value */
export function differs(before: Row, set: Readonly<Record<string, Value>>, column: string): boolean {
  return Object.hasOwn(set, column) && before[column] !== set[column];
}

/** @returns whether a change moves a row that has an owner to another audience */
export function movesAudience(change: RowChange): boolean {
  const columns = audienceColumns[change.table] ?? [];
  return change.op === 'patch' && columns.some((column) => Object.hasOwn(change.set, column));
}

function* logMembership(change: RowChange, version: number): Program<Row | undefined> {
  const before = change.op === 'insert' ? undefined : (yield { kind: 'get', table: 'leadMembers', id: change.id })[0];
  const member = change.op === 'insert' ? change.row : before;
  const lead = member && (yield { kind: 'get', table: 'leads', id: String(member['leadId']) })[0];
  if (lead) yield* logOwn('leads', lead, version);
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
  yield* log(table, id, { kind: 'access', userIds, scopes: yield* scopesBefore(userIds, version) }, version);
  return before;
}

/** Of what a role may do only what it may view decides what its people see. */
function* logRole(change: RowChange, version: number): Program<Row | undefined> {
  const id = change.op === 'insert' ? change.row.id : change.id;
  const before = change.op === 'insert' ? undefined : (yield { kind: 'get', table: 'rolePermissions', id })[0];
  const row = change.op === 'insert' ? change.row : before;
  if (!row || !String(row['permission']).endsWith(':view')) return before;
  const userIds = (yield* range('users', { where: eq('role', row['role']!) })).map((user) => user.id);
  const scopes = yield* scopesBefore(userIds, version);
  yield* log('rolePermissions', id, { kind: 'access', userIds, scopes }, version);
  return before;
}

/** What people saw before the transaction: an earlier entry of the same version knows it, else it is what they see now. */
function* scopesBefore(userIds: readonly string[], version: number): ReadProgram<Record<string, Scope | null>> {
  const entries = yield* range('audienceLog', { where: all(eq('version', version), isIn('entity', accessTables)) });
  const known: Record<string, Scope | null> = {};
  for (const entry of entries) {
    const before = JSON.parse(entry.before) as AudienceBefore;
    if (before.kind === 'access') Object.assign(known, before.scopes);
  }
  const scopes: Record<string, Scope | null> = {};
  for (const userId of userIds) {
    scopes[userId] = Object.hasOwn(known, userId) ? known[userId]! : ((yield* loadScope(userId)) ?? null);
  }
  return scopes;
}

function* membersOf(teamId: string): ReadProgram<string[]> {
  return (yield* range('teamMembers', { where: eq('teamId', teamId) })).map((member) => member.userId);
}

/** Who sees a lead or an owned row, as far as it says so itself. */
export function* rowAudience(table: string, row: Row): ReadProgram<RowAudience> {
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
