import { groupedBy } from '../../kernel/grouped-by.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { matches, type RowLookup } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row } from '../../kernel/rows.ts';
import { tableNamed } from '../../schema/tables.ts';
import { isPermitted } from '../access/permissions.ts';
import { rowsWith } from './load-rows.ts';
import type { Reversal, RowState } from './reversal.ts';

/**
 * Leaves alone what is not the actor's to change: rows that they neither see now nor will see once the action is taken back (what
 * they gave away they may take back), and settings without the permission for them.
 */
export function* keepOutOfReach(reversal: Reversal, ctx: MutationContext): ReadProgram<void> {
  const changed = [...reversal.states.values()].filter((state) => state.next !== state.current);
  const lookup = lookupIn(reversal);
  const leadIds = new Set(changed.filter(hangsOnLead).map((state) => state.scopeId));
  const leads = yield* reachableLeads([...leadIds], reversal, lookup, ctx);
  const owned = new Map<string, ReadonlySet<string>>();
  for (const [table, states] of groupedBy(changed, (state) => state.table)) {
    if (tableNamed(table).audience === 'own') owned.set(table, yield* reachableOwned(table, states, lookup, ctx));
  }
  for (const state of changed) if (!isReachable(state, leads, owned, ctx)) reversal.keepRow(state, 'outOfReach');
}

const hangsOnLead = (state: RowState): boolean => tableNamed(state.table).audience === 'lead';

function isReachable(
  state: RowState,
  leads: ReadonlySet<string>,
  owned: ReadonlyMap<string, ReadonlySet<string>>,
  ctx: MutationContext,
): boolean {
  switch (tableNamed(state.table).audience) {
    case 'lead':
      return leads.has(state.scopeId);
    case 'own':
      return owned.get(state.table)!.has(state.id);
    default:
      return isPermitted(ctx.actor, 'settings:edit') || isPermitted(ctx.actor, 'import:run');
  }
}

function* reachableLeads(
  ids: readonly string[],
  reversal: Reversal,
  lookup: RowLookup,
  ctx: MutationContext,
): ReadProgram<ReadonlySet<string>> {
  if (ctx.visibleLeads.kind === 'always') return new Set(ids);
  const seen = new Set((yield* rowsWith('leads', 'id', ids, ctx.visibleLeads)).map((lead) => lead.id));
  const hidden = ids.filter((id) => !seen.has(id));
  const known = new Map((yield* rowsWith('leads', 'id', hidden)).map((lead) => [lead.id, lead]));
  for (const id of hidden) {
    const state = reversal.states.get(`leads:${id}`);
    const after = state ? state.next : known.get(id);
    if (after && matches(ctx.visibleLeads, after, lookup)) seen.add(id);
  }
  return seen;
}

function* reachableOwned(
  table: string,
  states: readonly RowState[],
  lookup: RowLookup,
  ctx: MutationContext,
): ReadProgram<ReadonlySet<string>> {
  const where = ctx.visibleOwned(table);
  const ids = states.map((state) => state.id);
  if (where.kind === 'always') return new Set(ids);
  const seen = new Set((yield* rowsWith(table, 'id', ids, where)).map((row) => row.id));
  for (const { id, next } of states) if (next && matches(where, next, lookup)) seen.add(id);
  return seen;
}

/** Rows of other tables as the undo leaves them, as far as the action touched them. */
function lookupIn(reversal: Reversal): RowLookup {
  const indexes = new Map<string, Map<unknown, Row[]>>();
  return (table, column, value) => {
    const key = `${table}.${column}`;
    let index = indexes.get(key);
    if (!index) {
      const rows = [...reversal.states.values()].flatMap((state) =>
        state.table === table && state.next ? state.next : [],
      );
      index = groupedBy(rows, (row) => row[column] ?? null);
      indexes.set(key, index);
    }
    return index.get(value) ?? [];
  };
}
