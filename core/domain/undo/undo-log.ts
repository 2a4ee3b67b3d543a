import { groupedBy } from '../../kernel/grouped-by.ts';
import { derivedUuid } from '../../kernel/ids.ts';
import { isIn, lt } from '../../kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../kernel/reads.ts';
import { applyChange, changedRowId, type Row, type RowChange, type Value } from '../../kernel/rows.ts';
import { isDomainTable, tableNamed, type RowOf } from '../../schema/tables.ts';
import { get, range } from '../../schema/typed-reads.ts';

/** What takes the change of one row back. */
export type UndoChange =
  /** The row was added; the digest of its content tells whether anybody has touched it since. */
  | { readonly op: 'insert'; readonly content: string }
  /** Per field the value before and the one written. */
  | { readonly op: 'patch'; readonly fields: Readonly<Record<string, readonly [before: Value, written: Value]>> }
  /** The row that was removed. */
  | { readonly op: 'delete'; readonly row: Row }
  /** The row has left this device's scope; only the place in the log is kept. */
  | { readonly op: 'erased' };

export type UndoEntry = RowOf<'undoLog'>;

/** The mutation that entries belong to. */
export type LoggedMutation = {
  /** `clientId:seq` padded, or a request's id. */
  readonly id: string;
  /** What a person did, where several mutations are one action. */
  readonly action: string | undefined;
  readonly userId: string;
  /** Epoch milliseconds of the person's action. */
  readonly at: number;
};

/** How long an action can be undone. */
export const undoDays = 30;
const purgedAtOnce = 200;
/** A server looks for old entries at every so many versions, for so many times the entries. */
const versionsBetweenPurges = 16;

/**
 * What a person cannot take back with Ctrl-Z: what other rules write (history, conflicts, outcomes of undo), access (people, the
 * organization), and their own settings. Pipelines and stages stand in an order of their own; only whole new ones are logged.
 */
const unlogged: ReadonlySet<string> = new Set([
  'conflicts',
  'undos',
  'users',
  'organization',
  'rolePermissions',
  'preferences',
]);

/** Columns that follow from others' changes and say nothing about what a person wrote. */
const followed: ReadonlySet<string> = new Set(['updatedAt', 'slug', 'storedAt']);

/** A row that changes concern. */
export type Touched = {
  readonly table: string;
  readonly id: string;
  readonly before: Row | undefined;
  after: Row | undefined;
};

/**
 * The entries of one mutation: what takes its changes back. Must run before the changes are written.
 * @param changes as `decide` returned them, after merging
 */
export function* undoEntries(changes: readonly RowChange[], by: LoggedMutation): ReadProgram<readonly UndoEntry[]> {
  const touched = yield* touchedRows(changes.filter(isLogged));
  const entries: UndoEntry[] = [];
  for (const { table, id, before, after } of touched.values()) {
    // A stage of a pipeline that stays shares its order with others.
    if (table === 'stages' && !touched.has(`pipelines:${(after ?? before)!['pipelineId']}`)) continue;
    const change = undoChange(table, before, after, by.at);
    if (!change) continue;
    entries.push({
      id: entryId(by.id, entries.length),
      version: 0,
      action: by.action ?? by.id,
      userId: by.userId,
      at: by.at,
      entity: table,
      entityId: id,
      scopeId: scopeOf(table, (after ?? before)!),
      change: JSON.stringify(change),
    });
  }
  return entries;
}

/** Writes the entries of a mutation, in place of those that an earlier run of it has left. */
export function* logUndo(mutation: string, entries: readonly UndoEntry[]): Program<void> {
  yield* write(entries.map((row) => ({ op: 'put', table: 'undoLog', row })));
  for (let n = entries.length; yield* get('undoLog', entryId(mutation, n)); n++) {
    yield* write([{ op: 'delete', table: 'undoLog', id: entryId(mutation, n) }]);
  }
}

/**
 * Empties the entries about rows that have left this device's scope (SYNC-8). Their places stay, so that a mutation's entries
 * remain numbered without a gap.
 * @param scopeIds leads, or rows with an owner of their own
 */
export function* eraseUndo(scopeIds: readonly string[]): Program<void> {
  for (const entry of scopeIds.length === 0 ? [] : yield* range('undoLog', { where: isIn('scopeId', scopeIds) })) {
    const set = {
      entity: '',
      entityId: '',
      scopeId: '',
      change: JSON.stringify({ op: 'erased' } satisfies UndoChange),
    };
    yield* write([{ op: 'patch', table: 'undoLog', id: entry.id, set }]);
  }
}

/**
 * Drops entries that are too old, a slice at a time.
 * @param now epoch milliseconds
 * @returns whether there may be more of them
 */
export function* purgeUndo(now: number, limit = purgedAtOnce): Program<boolean> {
  const order = [{ column: 'at', direction: 'asc' as const }];
  const old = yield* range('undoLog', { where: lt('at', now - undoDays * 86_400_000), order, limit });
  yield* write(old.map(({ id }) => ({ op: 'delete', table: 'undoLog', id })));
  return old.length === limit;
}

/** `purgeUndo` for a transaction that takes a version, at some of them. */
export function* purgeUndoAt(version: number, now: number): Program<void> {
  if (version % versionsBetweenPurges === 0) yield* purgeUndo(now, purgedAtOnce * versionsBetweenPurges);
}

/** The digest of what a row says. */
export function contentOf(table: string, row: Row): string {
  const names = Object.keys(tableNamed(table).columns).filter((name) => !followed.has(name));
  return derivedUuid(JSON.stringify(names.map((name) => row[name] ?? null)));
}

function isLogged(change: RowChange): boolean {
  if (!isDomainTable(change.table) || unlogged.has(change.table)) return false;
  // What the history tells of the action stays; it goes only with its lead, and comes back with it.
  if (change.table === 'history') return change.op === 'delete';
  return change.op !== 'patch' || (change.table !== 'pipelines' && change.table !== 'stages');
}

/** What each row was before all the changes, and is after them. Must run before they are written. */
export function* touchedRows(changes: readonly RowChange[]): ReadProgram<ReadonlyMap<string, Touched>> {
  const befores = yield* rowsBefore(changes);
  const touched = new Map<string, Touched>();
  for (const change of changes) {
    const id = changedRowId(change);
    const key = `${change.table}:${id}`;
    let row = touched.get(key);
    if (!row) {
      const before = befores.get(key);
      row = { table: change.table, id, before, after: before };
      touched.set(key, row);
    }
    row.after = applyChange(row.after, change);
  }
  return touched;
}

function* rowsBefore(changes: readonly RowChange[]): ReadProgram<ReadonlyMap<string, Row>> {
  const rows = new Map<string, Row>();
  for (const [table, group] of groupedBy(changes, (change) => change.table)) {
    const ids = [...new Set(group.filter((change) => change.op !== 'insert').map(changedRowId))];
    if (ids.length === 0) continue;
    const found: readonly Row[] =
      ids.length === 1 ? yield { kind: 'get', table, id: ids[0]! } : yield { kind: 'getMany', table, ids };
    for (const row of found) rows.set(`${table}:${row.id}`, row);
  }
  return rows;
}

function undoChange(
  table: string,
  before: Row | undefined,
  after: Row | undefined,
  at: number,
): UndoChange | undefined {
  const names = Object.keys(tableNamed(table).columns);
  // A document is removed by a mark, and restorable until the server purges its content.
  if (table === 'documents' && !before) return { op: 'patch', fields: { removedAt: [at, null] } };
  if (!before) return after && { op: 'insert', content: contentOf(table, after) };
  if (!after) {
    const cells = names.map((name) => [name, before[name] ?? null] as const).filter(([, value]) => value !== null);
    return { op: 'delete', row: { ...Object.fromEntries(cells), id: before.id } };
  }
  const fields: Record<string, readonly [Value, Value]> = {};
  for (const name of names) {
    const [old, written] = [before[name] ?? null, after[name] ?? null];
    if (old !== written && !followed.has(name)) fields[name] = [old, written];
  }
  return Object.keys(fields).length === 0 ? undefined : { op: 'patch', fields };
}

/** The lead that a row hangs on, or the row itself. */
function scopeOf(table: string, row: Row): string {
  const leadId = table !== 'leads' && tableNamed(table).audience === 'lead' ? row['leadId'] : undefined;
  return typeof leadId === 'string' ? leadId : row.id;
}

const entryId = (mutation: string, n: number): string => `${mutation}:${String(n).padStart(6, '0')}`;
