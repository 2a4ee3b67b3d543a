import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Row, Value } from '../../kernel/rows.ts';
import { tableNamed } from '../../schema/tables.ts';
import { longTextMax } from '../fields/text-fields.ts';
import { mergeValues } from '../merge/merge-values.ts';
import { contentOf, type UndoChange, type UndoEntry } from './undo-log.ts';

/** Why something stays: others changed it since; others use it; it is gone; the actor may not reach it; a rule forbids the old value. */
export type KeptReason = 'changed' | 'inUse' | 'gone' | 'outOfReach' | 'rule';

/** A field, or a whole row, that an undo leaves as it is. */
export type KeptBack = {
  readonly entity: string;
  readonly entityId: string;
  /** NULL: the row itself. */
  readonly field: string | null;
  readonly reason: KeptReason;
  /** Who made it what it is now; NULL where this home does not know. */
  readonly by: string | null;
};

/** One row that the action touched: as it is, and as the undo leaves it. */
export type RowState = {
  readonly table: string;
  readonly id: string;
  readonly scopeId: string;
  /** Who did what is being undone. */
  readonly author: string;
  readonly current: Row | undefined;
  next: Row | undefined;
  /** The action added the row, and others have changed it since. */
  stays: boolean;
};

/** Columns that mean something only together: all of them go back, or none. */
const together: Readonly<Record<string, readonly (readonly string[])[]>> = {
  leads: [
    ['stageId', 'pipelineId', 'stageSince'],
    ['status', 'disqualifiedReason', 'disqualifiedReasonId', 'convertedAt'],
    ['state', 'trashedAt'],
  ],
  opportunities: [['stageId', 'pipelineId', 'stageSince', 'status', 'closedAt']],
  appointments: [['startAt', 'endAt']],
  notes: [['body', 'editedAt']],
};

/** Columns that follow from others of the row. */
const computed: Readonly<Record<string, readonly string[]>> = { leadProducts: ['totalMinor'] };

/** Walks an action backwards over the rows as they are now. */
export class Reversal {
  readonly states = new Map<string, RowState>();
  readonly #kept = new Map<string, KeptBack>();

  /**
   * @param entries of the action, the last change first
   * @param rows those of the rows concerned that exist, by `table:id`
   */
  constructor(entries: readonly UndoEntry[], rows: ReadonlyMap<string, Row>) {
    for (const entry of entries) {
      const change = JSON.parse(entry.change) as UndoChange;
      if (change.op !== 'erased') this.#revert(this.#stateOf(entry, rows), change);
    }
  }

  /** What stays, in the order in which it was met. */
  get kept(): readonly KeptBack[] {
    return [...this.#kept.values()];
  }

  /** Leaves the whole row as it is. */
  keepRow(state: RowState, reason: KeptReason, by: string | null = null): void {
    state.next = state.current;
    this.#note(state, null, reason, by);
  }

  /** Leaves a field, and what goes with it, as it is. */
  keepField(state: RowState, field: string, reason: KeptReason): void {
    const { next, current } = state;
    if (!next || !current) return this.keepRow(state, reason);
    const group = groupsOf(state.table, [field])[0]!;
    state.next = { ...next, ...Object.fromEntries(group.map((name) => [name, current[name] ?? null])) };
    this.#note(state, field, reason, null);
  }

  #stateOf(entry: UndoEntry, rows: ReadonlyMap<string, Row>): RowState {
    const key = `${entry.entity}:${entry.entityId}`;
    let state = this.states.get(key);
    if (!state) {
      const { entity: table, entityId: id, scopeId, userId: author } = entry;
      const current = rows.get(key);
      state = { table, id, scopeId, author, current, next: current, stays: false };
      this.states.set(key, state);
    }
    return state;
  }

  #revert(state: RowState, change: Exclude<UndoChange, { op: 'erased' }>): void {
    switch (change.op) {
      case 'insert':
        if (!state.next) return;
        if (contentOf(state.table, state.next) === change.content) {
          state.next = undefined;
        } else {
          state.stays = true;
          this.#note(state, null, 'changed', null);
        }
        return;
      case 'delete':
        state.next ??= change.row;
        return;
      case 'patch':
        if (state.next) this.#revertFields(state, change.fields);
        else this.#note(state, null, 'gone', null);
    }
  }

  #revertFields(state: RowState, fields: Readonly<Record<string, readonly [Value, Value]>>): void {
    const names = Object.keys(fields).filter((name) => !computed[state.table]?.includes(name));
    for (const group of groupsOf(state.table, names)) {
      const back: Record<string, Value> = {};
      let foreign: string | undefined;
      for (const name of group.filter((one) => Object.hasOwn(fields, one))) {
        const value = valueBack(state.table, name, state.next?.[name] ?? null, fields[name]!);
        if (value === undefined) foreign ??= name;
        else back[name] = value;
      }
      if (foreign !== undefined) this.#note(state, foreign, 'changed', null);
      else if (differs(state.next!, back)) state.next = { ...state.next!, ...back };
    }
  }

  #note(state: RowState, field: string | null, reason: KeptReason, by: string | null): void {
    const { table: entity, id: entityId } = state;
    const key = `${entity}:${entityId}:${field}`;
    if (!this.#kept.has(key)) this.#kept.set(key, { entity, entityId, field, reason, by });
  }
}

function differs(row: Row, cells: Readonly<Record<string, Value>>): boolean {
  return Object.entries(cells).some(([name, value]) => (row[name] ?? null) !== value);
}

/** The columns among which each of some fields goes back. */
function groupsOf(table: string, names: readonly string[]): readonly (readonly string[])[] {
  const groups = together[table] ?? [];
  const alone = names.filter((name) => !groups.some((group) => group.includes(name))).map((name) => [name]);
  return [...groups.filter((group) => group.some((name) => names.includes(name))), ...alone];
}

/**
 * What a field holds once an action is taken back: the old value where the one written still stands. Where others have changed
 * it since, counters, lists and long texts give back the action's part and keep theirs.
 * @returns undefined when the field must stay as it is
 */
function valueBack(
  table: string,
  name: string,
  current: Value,
  [before, written]: readonly [Value, Value],
): Value | undefined {
  if (current === written || current === before) return before;
  const column = tableNamed(table).columns[name];
  if (!column) return undefined;
  const read = (value: Value): unknown =>
    column.kind === 'json' && typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  const change = { from: read(written), to: read(before) };
  const merged = mergeValues(column.merge, change, read(current));
  if (merged === undefined) return undefined;
  const cell = column.kind === 'json' ? JSON.stringify(merged) : (merged as Value);
  if (cell === '') return column.nullable ? null : undefined;
  if (typeof cell === 'string' && cell.length > longTextMax) return undefined;
  return canonicalJson(cell) === canonicalJson(current) ? undefined : cell;
}
