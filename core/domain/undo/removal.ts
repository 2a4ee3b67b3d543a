import { groupedBy } from '../../kernel/grouped-by.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row } from '../../kernel/rows.ts';
import { rowReferences } from '../../schema/references.ts';
import { rowsWith } from './load-rows.ts';
import type { Reversal, RowState } from './reversal.ts';

/**
 * Rows that the action added go only when nothing refers to them that stays: a lead to which somebody has added a note, a product
 * that somebody has sold, stay as they are. What the action hung on a lead that stays, stays too.
 * @returns the history of the leads that go: with a lead goes what is told of it
 */
export function* keepUsed(reversal: Reversal): ReadProgram<readonly Row[]> {
  for (const state of reversal.states.values()) if (state.stays) keepChildren(reversal, state);
  const referring = yield* referringRows(reversal);
  for (;;) {
    const used = usedRows(reversal, referring);
    if (used.size === 0) break;
    for (const [state, by] of used) {
      reversal.keepRow(state, 'inUse', by);
      keepChildren(reversal, state);
    }
  }
  return referring.flatMap(({ table, row }) => {
    if (table !== 'history' || reversal.states.has(`history:${row.id}`)) return [];
    return isRemoved(reversal.states.get(`leads:${String(row['leadId'])}`)) ? row : [];
  });
}

type Referring = { readonly table: string; readonly column: string; readonly target: string; readonly row: Row };

const isRemoved = (state: RowState | undefined): boolean => state?.current !== undefined && !state.next;

/** Every row that refers to one of those to be removed. */
function* referringRows(reversal: Reversal): ReadProgram<readonly Referring[]> {
  const found: Referring[] = [];
  const byTable = groupedBy([...reversal.states.values()].filter(isRemoved), (state) => state.table);
  for (const [table, column, target] of rowReferences) {
    const ids = byTable.get(target)?.map((state) => state.id);
    if (!ids) continue;
    for (const row of yield* rowsWith(table, column, ids)) found.push({ table, column, target, row });
  }
  return found;
}

/** The rows to be removed to which something refers that stays, and who made that. */
function usedRows(reversal: Reversal, referring: readonly Referring[]): ReadonlyMap<RowState, string | null> {
  const used = new Map<RowState, string | null>();
  for (const { table, column, target, row } of referring) {
    const own = reversal.states.get(`${table}:${row.id}`);
    const after = own ? own.next : row;
    const state = after && reversal.states.get(`${target}:${String(after[column])}`);
    if (!state || !isRemoved(state)) continue;
    // What the author's own deeds have left in the history goes with the lead.
    if (table === 'history' && after['userId'] === state.author) continue;
    used.set(state, authorOf(after));
  }
  return used;
}

/** Who made a row, as far as its table says so. */
function authorOf(row: Row): string | null {
  const names = ['authorId', 'createdBy', 'keptBy', 'userId'];
  return names.map((name) => row[name]).find((id) => typeof id === 'string') ?? null;
}

function keepChildren(reversal: Reversal, { id, table }: RowState): void {
  if (table !== 'leads') return;
  for (const child of reversal.states.values()) {
    if (child.scopeId === id && isRemoved(child)) child.next = child.current;
  }
}
