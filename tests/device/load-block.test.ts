import * as fc from 'fast-check';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryStore } from '../../core/kernel/memory-store.ts';
import type { RowBlock, Value } from '../../core/kernel/rows.ts';
import type { SyncStore } from '../../core/kernel/store.ts';
import { storedColumns } from '../../core/schema/define-table.ts';
import { deviceSpecs, tableNamed } from '../../core/schema/tables.ts';
import { leadRow, openTestStore, temporaryFolder } from '../support/device-store.ts';

const columns = storedColumns(tableNamed('leads'));
const optional = ['firstName', 'lastName', 'company', 'email', 'location', 'valueMinor'] as const;

/** Rows that share the columns a block names; some rows of a block meet rows of the one before. */
const blocks: fc.Arbitrary<RowBlock[]> = fc.array(
  fc
    .record({
      filled: fc.subarray([...optional]),
      rows: fc.uniqueArray(fc.record({ at: fc.nat({ max: 12 }), text: fc.string({ maxLength: 30 }) }), {
        selector: ({ at }) => at,
        maxLength: 8,
      }),
    })
    .map(({ filled, rows }) => {
      const whole = rows.map(({ at, text }) => {
        const cells = filled.map((name): [string, Value] => [
          name,
          name === 'valueMinor' ? text.length : `${text}é ${at}`,
        ]);
        return leadRow(at, { phones: JSON.stringify([`+49 ${at}`]), ...Object.fromEntries(cells) });
      });
      const named = columns.filter((name) => whole.some((row) => (row[name] ?? null) !== null));
      return { table: 'leads', columns: named, rows: whole.map((row) => named.map((name) => row[name] ?? null)) };
    }),
  { maxLength: 4 },
);

const leadsIn = (store: SyncStore): readonly unknown[] =>
  store.transaction((transaction) =>
    transaction.read({ kind: 'range', table: 'leads', range: { where: { kind: 'always' } } }),
  );

describe('loading blocks of rows', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => void (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  it('puts each row whole, derived columns included, as the memory store does row by row', () => {
    let runs = 0;
    fc.assert(
      fc.property(blocks, (history) => {
        const store = openTestStore(join(folder.path, `${++runs}.db`));
        const memory = new MemoryStore(deviceSpecs);
        for (const block of history) {
          store.transaction((transaction) => transaction.load(block));
          memory.transaction((transaction) => transaction.load(block));
        }
        expect(leadsIn(store)).toEqual(leadsIn(memory));
        store.verify();
        store.close();
      }),
      { numRuns: 40 },
    );
  });
});
