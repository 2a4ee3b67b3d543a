// SYNC-8: what left the person's scope, or was deleted elsewhere, goes with its descendants, its search text and its share of the journal.
import { after, all, always, any, eq, lte, not, type Predicate } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import type { Row, StoreChange } from '../../core/kernel/rows.ts';
import { domainTables, isDomainTable } from '../../core/schema/tables.ts';
import { getMany } from '../../core/schema/typed-reads.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { rowKey, type Touched } from './device-decide.ts';
import { readFact } from './device-state.ts';
import { journalWithout, subjectsOf, type JournalContent } from './journal-entries.ts';

export type RowRef = readonly [table: string, id: string];

/**
 * Removes rows that a pull names, leads with all that hangs on them.
 * @returns what is no longer known here
 */
export function* removeRows(refs: readonly RowRef[]): Program<readonly RowRef[]> {
  const gone: RowRef[] = [];
  for (const ref of refs) {
    const [table, id] = ref;
    if (!isDomainTable(table)) continue;
    if (table === 'leads') gone.push(...(yield* descendants(id)));
    if ((yield { kind: 'get', table, id })[0]) gone.push(ref);
  }
  yield* remove(gone);
  return [...refs, ...gone];
}

/** Removes what a repeated snapshot has not brought. @returns what is no longer known here */
export function* removeUnseen(): Program<readonly RowRef[]> {
  const gone: RowRef[] = [];
  for (const { name } of Object.values(domainTables)) {
    yield* inSlices(name, always, function* (rows) {
      const keys = rows.map(({ id }) => rowKey(name, id));
      const seen = new Set((yield* getMany('snapshotSeen', keys)).map(({ id }) => id));
      for (const { id } of rows) if (!seen.has(rowKey(name, id))) gone.push([name, id]);
    });
  }
  yield* remove(gone);
  yield* forgetSeen();
  return gone;
}

/** A snapshot that is begun anew tells for itself what is still there. */
export function* forgetSeen(): Program<void> {
  yield* inSlices('snapshotSeen', always, function* (rows) {
    yield* write(rows.map(({ id }) => ({ op: 'delete', table: 'snapshotSeen', id })));
  });
}

/** So many rows of a table are in memory at once. */
const sliceRows = 1000;

/** Goes through rows in the order of their ids, without holding them all. */
function* inSlices(table: string, where: Predicate, each: (rows: readonly Row[]) => Program<void>): Program<void> {
  const order = [{ column: 'id', direction: 'asc' as const }];
  for (let last = ''; ;) {
    const rows: readonly Row[] = yield {
      kind: 'range',
      table,
      range: { where: all(where, after(['id'], [last])), order, limit: sliceRows },
    };
    yield* each(rows);
    if (rows.length < sliceRows) return;
    last = rows.at(-1)!.id;
  }
}

const childTables = Object.values(domainTables).filter((table) => table.audience === 'lead' && table.name !== 'leads');

function* descendants(leadId: string): ReadProgram<RowRef[]> {
  const found: RowRef[] = [];
  for (const { name } of childTables) {
    const rows: readonly Row[] = yield { kind: 'range', table: name, range: { where: eq('leadId', leadId) } };
    found.push(...rows.map((row): RowRef => [name, row.id]));
  }
  return found;
}

/** A row named twice goes once. */
function* remove(refs: readonly RowRef[]): Program<void> {
  const unique = new Map(refs.map(([table, id]) => [rowKey(table, id), { table, id }]));
  yield* write([...unique.values()].map(({ table, id }): StoreChange => ({ op: 'delete', table, id })));
}

/**
 * Takes rows that went out of the journal. Mutations that the server does not hold (it was restored) stay whole: they are sent
 * again, and are pending until then (SYNC-9).
 * @param lastSeq the last mutation of this device that the server holds
 */
export function* forgetJournal(gone: readonly RowRef[], lastSeq: number): Program<void> {
  if (gone.length === 0) return;
  const ids = new Set(gone.map(([, id]) => id));
  const clientId = (yield* readFact('clientId'))!;
  yield* inSlices('journal', any(lte('seq', lastSeq), not(eq('clientId', clientId))), function* (entries) {
    for (const entry of entries as unknown as readonly RowOf<'journal'>[]) {
      const rest = journalWithout(entry, ids);
      if (rest) yield* write([{ op: 'patch', table: 'journal', id: entry.id, set: rest }]);
    }
  });
}

/** @returns what the journal may keep of a mutation that has been confirmed: nothing of what is about rows that are not here */
export function* journalContent(
  entry: Pick<RowOf<'outbox'>, 'name' | 'args' | 'touched'>,
): ReadProgram<JournalContent> {
  const { name, args } = entry;
  const subjects = subjectsOf(args);
  const absent = new Set<string>();
  for (const key of (JSON.parse(entry.touched) as Touched).keys) {
    const [table, id] = key.split(':') as [string, string];
    if (isDomainTable(table) && subjects.has(id) && !(yield { kind: 'get', table, id })[0]) absent.add(id);
  }
  return absent.size > 0 ? (journalWithout({ name, args }, absent) ?? { name, args }) : { name, args };
}
