import type { MutationContext } from '../../kernel/mutator.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row, RowChange, Value } from '../../kernel/rows.ts';
import { domainTableNames, tableNamed } from '../../schema/tables.ts';
import { historyRow } from '../lead/lead-history.ts';
import { rowsNamed } from './load-rows.ts';
import type { Reversal, RowState } from './reversal.ts';

/** Columns of a lead whose return follows from another column's, of which the history tells. */
const untold: ReadonlySet<string> = new Set(['pipelineId', 'stageSince', 'trashedAt', 'convertedAt', 'duplicateOfId']);

/** Tables whose rows the history of a lead does not tell of one by one. */
const quiet: ReadonlySet<string> = new Set(['history', 'noteRevisions']);

const tableOrder: ReadonlyMap<string, number> = new Map(domainTableNames.map((name, i) => [name, i]));

/**
 * What an undo writes: each row as the reversal leaves it, an `undone` entry in the history of every lead concerned.
 * @param histories rows of leads that go
 */
export function* undoneChanges(
  reversal: Reversal,
  histories: readonly Row[],
  ctx: MutationContext,
): ReadProgram<readonly RowChange[]> {
  const changed = [...reversal.states.values()].filter((state) => state.next !== state.current);
  const sets = new Map<RowState, Record<string, Value>>();
  for (const state of changed) if (state.current && state.next) sets.set(state, restoredCells(state));
  const effective = changed.filter((state) => !sets.has(state) || Object.keys(sets.get(state)!).length > 0);
  const told = effective.flatMap((state) => historyOf(state, sets.get(state), reversal, ctx));
  return [
    ...ordered(effective, 1).flatMap(({ table, current, next }) =>
      !current && next ? { op: 'insert' as const, table, row: next } : [],
    ),
    ...effective.flatMap((state): RowChange[] => {
      const set = sets.get(state);
      return set ? [{ op: 'patch', table: state.table, id: state.id, set: { ...set, ...touched(state, ctx) } }] : [];
    }),
    ...histories.map((row): RowChange => ({ op: 'delete', table: 'history', id: row.id })),
    ...ordered(effective, -1).flatMap(({ table, id, current, next }) =>
      current && !next ? { op: 'delete' as const, table, id } : [],
    ),
    ...(yield* touchedLeads(effective, reversal, ctx)),
    ...told,
  ];
}

/** Rows before those that refer to them (1), or after (-1). */
function ordered(states: readonly RowState[], direction: 1 | -1): readonly RowState[] {
  return states.toSorted((a, b) => direction * (tableOrder.get(a.table)! - tableOrder.get(b.table)!));
}

function restoredCells({ table, current, next }: RowState): Record<string, Value> {
  const names = Object.keys(tableNamed(table).columns);
  return Object.fromEntries(
    names
      .filter((name) => (current![name] ?? null) !== (next![name] ?? null))
      .map((name) => [name, next![name] ?? null]),
  );
}

/** A row that has been undone counts as changed now. */
function touched({ table, current }: RowState, ctx: MutationContext): Record<string, Value> {
  if (!tableNamed(table).columns['updatedAt']) return {};
  return { updatedAt: Math.max(Number(current!['updatedAt']), ctx.now) };
}

/** What hangs on a lead has changed, so the lead counts as changed. */
function* touchedLeads(
  changed: readonly RowState[],
  reversal: Reversal,
  ctx: MutationContext,
): ReadProgram<readonly RowChange[]> {
  const ids = new Set(
    changed
      .filter(({ table }) => table !== 'leads' && tableNamed(table).audience === 'lead')
      .map((state) => state.scopeId),
  );
  for (const state of changed) if (state.table === 'leads') ids.delete(state.id);
  const leads = yield* rowsNamed(new Map([['leads', ids]]));
  return [...leads.values()].flatMap((lead): RowChange[] => {
    if (isGone(reversal, lead.id)) return [];
    const updatedAt = Math.max(Number(lead['updatedAt']), ctx.now);
    return [{ op: 'patch', table: 'leads', id: lead.id, set: { updatedAt } }];
  });
}

function isGone(reversal: Reversal, leadId: string): boolean {
  const state = reversal.states.get(`leads:${leadId}`);
  return state !== undefined && !state.next;
}

function isBack(reversal: Reversal, leadId: string): boolean {
  const state = reversal.states.get(`leads:${leadId}`);
  return state?.next !== undefined && !state.current;
}

function historyOf(
  state: RowState,
  set: Readonly<Record<string, Value>> | undefined,
  reversal: Reversal,
  ctx: MutationContext,
): RowChange[] {
  const { table, id, scopeId, current, next } = state;
  if (tableNamed(table).audience !== 'lead' || quiet.has(table) || isGone(reversal, scopeId)) return [];
  // Of a lead that comes back its history tells once.
  if (table !== 'leads' && isBack(reversal, scopeId)) return [];
  if (table === 'leads' && set) {
    return Object.entries(set)
      .filter(([field]) => !untold.has(field))
      .map(([field, to]) => historyRow(ctx, id, { event: 'undone', field, from: current![field], to }));
  }
  return [historyRow(ctx, scopeId, { event: 'undone', field: table, from: current?.id, to: next?.id })];
}
