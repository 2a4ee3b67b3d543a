import { derivedUuid } from '../../core/kernel/ids.ts';
import type { Row, Value } from '../../core/kernel/rows.ts';
import { withDerived } from '../../core/schema/define-table.ts';
import { domainTableNames, domainTables, type DomainTableName, type RowOf } from '../../core/schema/tables.ts';
import { Random } from './random.ts';

export type Cells = Record<string, Value>;

/** When things happen. */
export type RandomTimes = {
  /** Moments, epoch milliseconds, near which everything happens. */
  readonly moments: readonly number[];
  /** How far from those moments, milliseconds. */
  readonly spreadMs: number;
};

/** Rows that are being made up, and the random choices among them. */
export class RandomRows {
  readonly random: Random;
  readonly #times: RandomTimes;
  readonly #rows = Object.fromEntries(domainTableNames.map((name) => [name, []])) as unknown as Record<
    DomainTableName,
    Row[]
  >;

  constructor(seed: number, times: RandomTimes) {
    this.random = new Random(seed);
    this.#times = times;
  }

  /** Adds a whole row, derived columns included. */
  add(table: DomainTableName, cells: Cells, id = this.#id(table)): Row {
    const row = withDerived(domainTables[table], { id, version: 1, ...cells });
    this.#rows[table].push(row);
    return row;
  }

  all<T extends DomainTableName>(table: T): readonly RowOf<T>[] {
    return this.#rows[table] as unknown as readonly RowOf<T>[];
  }

  one<T extends DomainTableName>(table: T): RowOf<T> {
    return this.random.pick(this.all(table));
  }

  oneOrNone(table: DomainTableName): string | null {
    return this.#rows[table].length === 0 || this.random.chance(0.2) ? null : this.one(table).id;
  }

  time(): number {
    const { moments, spreadMs } = this.#times;
    return this.random.pick(moments) + this.random.pick([0, -1, 1, this.random.below(spreadMs) - spreadMs / 2]);
  }

  text(texts: readonly string[]): string | null {
    return this.random.chance(0.15) ? null : this.random.pick(texts);
  }

  money(): Cells {
    const valueMinor = this.random.pick([null, 0, 1, 199, 250_000, 1_000_000, 5_000_000, 123_456_789_012]);
    return { valueMinor, currency: this.random.pick(['EUR', 'EUR', 'EUR', 'USD']) };
  }

  /** Owner, team, and when and by whom it was made. */
  owner(): Cells {
    const createdAt = this.time();
    const own = { ownerId: this.oneOrNone('users'), teamId: this.oneOrNone('teams') };
    return { ...own, createdAt, createdBy: this.one('users').id, updatedAt: createdAt + this.random.below(1000) };
  }

  /** A stage of some pipeline of the module. */
  stage(module: 'leads' | 'opportunities'): Cells {
    const pipelines = this.all('pipelines').filter((row) => row.module === module);
    const stages = this.all('stages').filter((row) => pipelines.some((pipeline) => pipeline.id === row.pipelineId));
    const stage = this.random.pick(stages);
    return { pipelineId: stage.pipelineId, stageId: stage.id, stageSince: this.time() };
  }

  /** Ids come in no order, as those of several devices do. */
  #id(table: DomainTableName): string {
    return derivedUuid(table, String(this.#rows[table].length), String(this.random.below(1_000_000_000)));
  }
}
