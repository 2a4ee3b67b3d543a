import { decideMutation } from '../../kernel/decide-mutation.ts';
import { DomainError, type DomainErrorData } from '../../kernel/errors.ts';
import { derivedUuid } from '../../kernel/ids.ts';
import { MemoryStore } from '../../kernel/memory-store.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { always, never, type Predicate } from '../../kernel/predicates.ts';
import type { Row, RowChange } from '../../kernel/rows.ts';
import { sortableNumber } from '../../kernel/sortable-number.ts';
import { runSync } from '../../kernel/run-sync.ts';
import { deviceSpecs, type RowOf, type TableName } from '../../schema/tables.ts';
import { mutators } from '../mutators.ts';
import { logUndo, undoEntries } from '../undo/undo-log.ts';
import { assertStorable } from './row-checks.ts';
import { idOf, seedRows } from './seed.ts';

/** When the tests' clock starts: 15 January 2026, 10:00 UTC. */
export const startMs = Date.UTC(2026, 0, 15, 10);
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** `action`: what the mutation is part of, where several are undone as one. */
export type ContextOverrides = Partial<MutationContext> & { readonly action?: string };

/** Olga, who may do everything. */
export const asOwner: ContextOverrides = { actor: { userId: idOf('olga'), role: 'owner' } };
/** Adam, who may do everything but make owners. */
export const asAdmin: ContextOverrides = { actor: { userId: idOf('adam'), role: 'admin' } };

/** What an edit takes as `changes`, without the values it comes from. */
export function to(values: Readonly<Record<string, unknown>>): Record<string, { from: null; to: unknown }> {
  return Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { from: null, to: value }]));
}

/** A context in which only some leads exist for the actor. */
export function seeing(where: Predicate): ContextOverrides {
  return { visibleLeads: where, visibleOwned: () => never };
}

/** The id of a fixture's n-th mutation, which is its action unless it was given one. */
export const mutationOf = (seq: number): string => `client:${sortableNumber(seq)}`;

/** An organization in memory, on which mutators run one after the other as they do on a device. */
export class Fixture {
  readonly store = new MemoryStore(deviceSpecs);
  #seq = 0;

  constructor() {
    this.write(seedRows(startMs));
  }

  /**
   * Decides a mutation and applies what it decides.
   * @param overrides of the context: by default Rita (a rep) acts on her device at `startMs`
   * @returns the changes
   * @throws DomainError
   */
  run(name: string, args: unknown, overrides: ContextOverrides = {}): readonly RowChange[] {
    const seq = ++this.#seq;
    const { action, ...given } = overrides;
    const ctx: MutationContext = {
      actor: { userId: idOf('rita'), role: 'rep' },
      now: startMs,
      newId: (label) => derivedUuid('client', String(seq), label),
      origin: 'device',
      visibleLeads: always,
      visibleOwned: () => always,
      ...given,
    };
    const mutation = { id: mutationOf(seq), action, userId: ctx.actor.userId, at: ctx.now };
    return this.store.transaction((transaction) => {
      const changes = runSync(decideMutation(mutators, name, args, ctx), transaction);
      assertStorable(changes);
      runSync(logUndo(mutation.id, runSync(undoEntries(changes, mutation), transaction)), transaction);
      transaction.write(changes);
      return changes;
    });
  }

  /** The action of the mutation that ran last. */
  get lastAction(): string {
    return mutationOf(this.#seq);
  }

  /** Runs a mutation that must be refused and returns the refusal. */
  refusal(name: string, args: unknown, overrides: ContextOverrides = {}): DomainErrorData {
    try {
      this.run(name, args, overrides);
    } catch (cause) {
      if (cause instanceof DomainError) return cause.data;
      throw cause;
    }
    throw new Error(`${name} was not refused`);
  }

  /**
   * Makes a lead.
   * @param name gives its id (`idOf(name)`) and, unless `values` say otherwise, its last name
   * @returns its id
   */
  lead(name: string, values: Readonly<Record<string, unknown>> = {}, overrides: ContextOverrides = {}): string {
    const id = idOf(name);
    this.run('lead.create', { id, lastName: name, ...values }, overrides);
    return id;
  }

  /** Puts rows in place, past every rule. */
  write(rows: readonly { readonly table: string; readonly row: Row }[]): void {
    this.store.transaction((transaction) => transaction.write(rows.map((change) => ({ op: 'put', ...change }))));
  }

  /** @throws Error when there is no such row */
  row<T extends TableName>(table: T, id: string): RowOf<T> {
    const found = this.find(table, id);
    if (!found) throw new Error(`no row ${id} in ${table}`);
    return found;
  }

  find<T extends TableName>(table: T, id: string): RowOf<T> | undefined {
    return this.store.transaction((transaction) => transaction.read({ kind: 'get', table, id }))[0] as
      RowOf<T> | undefined;
  }

  rows<T extends TableName>(table: T): readonly RowOf<T>[] {
    const read = { kind: 'range', table, range: { where: always } } as const;
    return this.store.transaction((transaction) => transaction.read(read)) as unknown as readonly RowOf<T>[];
  }

  /** What the history tells of a lead: `event field from to`. */
  history(leadId: string): readonly string[] {
    return this.rows('history')
      .filter((row) => row.leadId === leadId)
      .map((row) => [row.event, row.field, row.fromValue, row.toValue].map((cell) => cell ?? '-').join(' '));
  }
}
