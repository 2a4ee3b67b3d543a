import { canonicalJson } from '../../../core/kernel/canonical-json.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { cellValue } from '../../../core/domain/conflict/conflict-row.ts';
import { mutators } from '../../../core/domain/mutators.ts';
import { tableNamed } from '../../../core/schema/tables.ts';
import { rowsIn } from './rows-in.ts';
import type { SimServer } from './sim-server.ts';

type Done = { readonly name: string; readonly args: unknown };
type Written = {
  readonly table: string;
  readonly id: string;
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
};

/** Every mutation that was applied, by whatever door. */
function applied(server: SimServer): Done[] {
  const synced = rowsIn(server.store, 'ledger').flatMap((entry): Done[] => {
    const mutation = server.arrived.get(`${String(entry['clientId'])}:${String(entry['seq'])}`);
    return mutation && !String(entry['outcome']).includes('rejected') ? [mutation] : [];
  });
  return [...synced, ...server.administered];
}

/** Every value that an edit wrote into a field, with the one its author saw. */
function written(done: readonly Done[]): Written[] {
  return done.flatMap(({ name, args }) => {
    const table = mutators.get(name)?.edits;
    if (table === undefined) return [];
    const { id, changes } = args as { id: string; changes: Record<string, { from: unknown; to: unknown }> };
    return Object.entries(changes).map(([field, { from, to }]) => ({ table, id, field, from, to }));
  });
}

const keyOf = (id: string, field: string, value: unknown): string => canonicalJson([id, field, value ?? null]);

/** Fields that were set on many rows at once, whatever they held: a decision about all of them. */
function setOnMany(done: readonly Done[]): Set<string> {
  return new Set(
    done.flatMap(({ name, args }) => {
      if (name === 'lead.bulkUpdate') {
        const { ids, changes } = args as { ids: string[]; changes: object };
        return ids.flatMap((id) => Object.keys(changes).map((field) => `${id} ${field}`));
      }
      if (name === 'lead.assign') {
        const { ids } = args as { ids: string[] };
        return ids.flatMap((id) => [`${id} assigneeId`, `${id} teamId`]);
      }
      return [];
    }),
  );
}

/** SYNC-2 by its effect: every counter stands exactly at its first value and everything that was ever added to it, once. */
export function checkCounters(server: SimServer, firstOf: (row: Row) => number): void {
  const added = new Map<string, number>();
  for (const { table, id, field, from, to } of written(applied(server))) {
    if (tableNamed(table).columns[field]?.merge !== 'sum') continue;
    added.set(id, (added.get(id) ?? 0) + Number(to) - Number(from));
  }
  for (const row of rowsIn(server.store, 'leadProducts')) {
    const expected = firstOf(row) + (added.get(row.id) ?? 0);
    if (row['quantity'] === expected) continue;
    throw new Error(`SYNC-2 the counter ${row.id} is ${String(row['quantity'])}, but ${expected} were counted`);
  }
}

/**
 * SYNC-6: a value that a person wrote, in whatever field of whatever table, stands; or it was merged; or somebody who saw it
 * replaced it; or it is in `conflicts`.
 */
export function checkNoSilentLoss(server: SimServer): void {
  const done = applied(server);
  const edits = written(done);
  const seen = new Set(edits.map(({ id, field, from }) => keyOf(id, field, from)));
  const many = setOnMany(done);
  const conflicts = new Set(
    rowsIn(server.store, 'conflicts').flatMap((row) =>
      [row['keptValue'], row['otherValue']].map((value) =>
        keyOf(String(row['entityId']), String(row['field']), JSON.parse(String(value))),
      ),
    ),
  );
  const rows = new Map<string, ReadonlyMap<string, Row>>();
  for (const edit of edits) {
    const { table, id, field, to } = edit;
    const policy = tableNamed(table).columns[field]?.merge;
    if (policy === 'rule' || policy === 'sum' || many.has(`${id} ${field}`)) continue;
    if (!rows.has(table)) rows.set(table, new Map(rowsIn(server.store, table).map((row) => [row.id, row])));
    const row = rows.get(table)!.get(id);
    if (!row) continue;
    const stands = cellValue(table, field, row[field]);
    const key = keyOf(id, field, to);
    if (keyOf(id, field, stands) === key || seen.has(key) || conflicts.has(key)) continue;
    if (policy === 'set' && hasMerged(edit, stands, edits)) continue;
    if (policy === 'text' && hasMergedText(edit, stands, edits)) continue;
    throw new Error(`SYNC-6 nobody saw ${table}.${field} = ${JSON.stringify(to)} of ${id} go`);
  }
}

const list = (value: unknown): string[] => (Array.isArray(value) ? value.map((item) => canonicalJson(item)) : []);

/** What the edit added to a list is in it, or somebody took it out who saw it there. */
function hasMerged({ id, field, from, to }: Written, stands: unknown, edits: readonly Written[]): boolean {
  const present = new Set(list(stands));
  const before = new Set(list(from));
  return list(to).every((item) => {
    if (before.has(item) || present.has(item)) return true;
    const taken = (other: Written): boolean => list(other.from).includes(item) && !list(other.to).includes(item);
    return edits.some((other) => other.id === id && other.field === field && taken(other));
  });
}

const words = (value: unknown): string[] => (typeof value === 'string' ? value.split(/\s+/) : []);

/** What the edit added to a text is in it, or somebody replaced a text that had it. */
function hasMergedText({ id, field, from, to }: Written, stands: unknown, edits: readonly Written[]): boolean {
  const present = new Set(words(stands));
  const before = new Set(words(from));
  return words(to).every((word) => {
    if (before.has(word) || present.has(word)) return true;
    return edits.some((other) => other.id === id && other.field === field && words(other.from).includes(word));
  });
}
