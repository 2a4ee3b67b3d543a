import { groupedBy } from '../../kernel/grouped-by.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { always, eq, type Predicate } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { Row } from '../../kernel/rows.ts';
import { normalizeText } from '../../schema/normalize.ts';
import { rowReferences } from '../../schema/references.ts';
import { lineFields } from '../lead-product/line-fields.ts';
import { lineTotalMinor } from '../lead-product/line-total.ts';
import { emailClash } from '../lead/lead-duplicates.ts';
import type { Lead } from '../lead/lead-state.ts';
import { sourcesBeside } from '../source/source-fields.ts';
import { rowsNamed, rowsWith } from './load-rows.ts';
import type { Reversal, RowState } from './reversal.ts';

/** Holds what an undo leaves to the rules of the rows: what would break one stays as it is. */
export function* keepToRules(reversal: Reversal, ctx: MutationContext): ReadProgram<void> {
  keepToNames(reversal);
  keepDefaultPipelines(reversal);
  yield* keepToFreeNames(reversal);
  yield* keepToReferences(reversal);
  recomputeTotals(reversal);
  yield* flagClashes(reversal, ctx);
}

/** A pipeline that has become the default stays, with its stages: new leads need a place to go. */
function keepDefaultPipelines(reversal: Reversal): void {
  const removed = (table: string): RowState[] => [...changedStates(reversal, [table])].filter(({ next }) => !next);
  for (const state of removed('pipelines')) {
    if (state.current?.['isDefault'] !== 1) continue;
    reversal.keepRow(state, 'rule');
    for (const stage of removed('stages')) {
      if (stage.current?.['pipelineId'] === state.id) reversal.keepRow(stage, 'rule');
    }
  }
}

/** A row that is put back, or a column that names another row again, needs that other row. */
function* keepToReferences(reversal: Reversal): ReadProgram<void> {
  const known = yield* rowsNamed(referencedRows(reversal));
  const exists = (table: string, id: string): boolean => {
    const state = reversal.states.get(`${table}:${id}`);
    return state ? state.next !== undefined : known.has(`${table}:${id}`);
  };
  // A row that cannot come back takes along what hangs on it, at most as deep as tables hang on each other.
  for (let again = true; again;) {
    again = false;
    for (const [state, column, target] of restoredReferences(reversal)) {
      const id = state.next?.[column];
      if (typeof id !== 'string' || exists(target, id)) continue;
      reversal.keepField(state, column, 'gone');
      again = true;
    }
  }
}

function referencedRows(reversal: Reversal): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const [state, column, target] of restoredReferences(reversal)) {
    if (!wanted.has(target)) wanted.set(target, new Set());
    wanted.get(target)!.add(String(state.next![column]));
  }
  return wanted;
}

const referencesOf = groupedBy(rowReferences, ([table]) => table as string);

function* restoredReferences(reversal: Reversal): Generator<[state: RowState, column: string, target: string]> {
  for (const state of reversal.states.values()) {
    for (const [, column, target] of referencesOf.get(state.table) ?? []) {
      const { next, current } = state;
      if (!next || next === current || typeof next[column] !== 'string') continue;
      if (current?.[column] !== next[column]) yield [state, column, target];
    }
  }
}

/** A row goes by one of these: not all of them may become empty. */
const calledBy: Readonly<Record<string, readonly string[]>> = {
  leads: ['firstName', 'lastName', 'company'],
  contacts: ['firstName', 'lastName', 'email'],
};

function keepToNames(reversal: Reversal): void {
  for (const state of changedStates(reversal, Object.keys(calledBy))) {
    const names = calledBy[state.table]!;
    if (names.some((field) => state.next?.[field])) continue;
    for (const field of names) {
      if (state.next && (state.current?.[field] ?? null) !== (state.next[field] ?? null)) {
        reversal.keepField(state, field, 'rule');
      }
    }
  }
}

/** Among which rows a name of a setting is told apart. */
const namedAmong: Readonly<Record<string, (row: Row) => Predicate>> = {
  sources: (row) => sourcesBeside((row['teamId'] ?? null) as string | null),
  pipelines: (row) => eq('module', row['module'] ?? null),
  businesses: () => always,
  disqualificationReasons: () => always,
  teamRoles: () => always,
  leadPriorities: () => always,
  scoringRules: () => always,
  teams: () => always,
};

/** A name that has been given to another row meanwhile stays that row's. */
function* keepToFreeNames(reversal: Reversal): ReadProgram<void> {
  for (const state of changedStates(reversal, Object.keys(namedAmong))) {
    const { table, id, next, current } = state;
    if (!next || next['name'] === current?.['name']) continue;
    const wanted = normalizeText(String(next['name']));
    const rows: readonly Row[] = yield { kind: 'range', table, range: { where: namedAmong[table]!(next) } };
    const taken = rows.some((row) => {
      const other = reversal.states.get(`${table}:${row.id}`);
      const after = other ? other.next : row;
      return after && after.id !== id && normalizeText(String(after['name'])) === wanted;
    });
    if (taken) reversal.keepField(state, 'name', 'rule');
  }
}

/** The total of a product line follows from what the line says now. */
function recomputeTotals(reversal: Reversal): void {
  for (const state of changedStates(reversal, ['leadProducts'])) {
    const { next } = state;
    if (!next) continue;
    const [quantity, price, discount] = ['quantity', 'unitPriceMinor', 'discountPercent'].map((name) =>
      Number(next[name]),
    );
    const totalMinor = lineTotalMinor(quantity!, price!, discount!);
    if (totalMinor === undefined || !lineFields.quantity.safeParse(quantity).success) reversal.keepRow(state, 'rule');
    else state.next = { ...next, totalMinor };
  }
}

/** An address that has become another lead's meanwhile is flagged, as when a lead is restored. */
function* flagClashes(reversal: Reversal, ctx: MutationContext): ReadProgram<void> {
  const states = [...changedStates(reversal, ['leads'])].filter(({ current, next }) => {
    if (!next || next['email'] === null || next['email'] === undefined || next['state'] === 'trashed') return false;
    return !current || ['email', 'state', 'contactId'].some((field) => current[field] !== next[field]);
  });
  // Read at once, so that the single questions that follow are answered from it.
  if (states.length > 1) {
    const emails = states.map((state) => String(state.next!['email']));
    yield* rowsWith('leads', 'email', emails);
  }
  for (const state of states) {
    const next = { contactId: null, ...state.next! } as unknown as Lead;
    const other = yield* emailClash(next, true, ctx, 'of');
    const removed =
      other !== null && reversal.states.has(`leads:${other}`) && !reversal.states.get(`leads:${other}`)!.next;
    if (other !== null && !removed) state.next = { ...state.next!, duplicateOfId: other };
  }
}

function* changedStates(reversal: Reversal, tables: readonly string[]): Generator<RowState> {
  for (const state of reversal.states.values()) {
    if (tables.includes(state.table) && state.next !== state.current) yield state;
  }
}
