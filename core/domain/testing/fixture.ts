import { decideMutation } from '../../kernel/decide-mutation.ts';
import { DomainError, type DomainErrorData } from '../../kernel/errors.ts';
import { derivedUuid } from '../../kernel/ids.ts';
import { MemoryStore } from '../../kernel/memory-store.ts';
import type { MutationContext } from '../../kernel/mutator.ts';
import { always } from '../../kernel/predicates.ts';
import type { Row, RowChange } from '../../kernel/rows.ts';
import { runSync } from '../../kernel/run-sync.ts';
import { deviceSpecs, type RowOf, type TableName } from '../../schema/tables.ts';
import { mutators } from '../mutators.ts';
import { assertStorable } from './row-checks.ts';
import { idOf, seedRows } from './seed.ts';

/** When the tests' clock starts: 15 January 2026, 10:00 UTC. */
export const startMs = Date.UTC(2026, 0, 15, 10);
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

export type ContextOverrides = Partial<MutationContext>;

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
    const ctx: MutationContext = {
      actor: { userId: idOf('rita'), role: 'rep' },
      now: startMs,
      newId: (label) => derivedUuid('client', String(seq), label),
      origin: 'device',
      visibleLeads: always,
      visibleOwned: () => always,
      ...overrides,
    };
    return this.store.transaction((transaction) => {
      const changes = runSync(decideMutation(mutators, name, args, ctx), transaction);
      assertStorable(changes);
      transaction.write(changes);
      return changes;
    });
  }

  /** Runs a mutation that must be refused, checks that nothing changed, and returns the refusal. */
  refusal(name: string, args: unknown, overrides: ContextOverrides = {}): DomainErrorData {
    try {
      this.run(name, args, overrides);
    } catch (cause) {
      if (cause instanceof DomainError) return cause.data;
      throw cause;
    }
    throw new Error(`${name} was not refused`);
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
