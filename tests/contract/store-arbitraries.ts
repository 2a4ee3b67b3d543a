/** Random reads and writes over leads, their members and notes: few ids and values, so that they meet. */
import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Predicate } from '../../core/kernel/predicates.ts';
import type { Range, Read, Write } from '../../core/kernel/reads.ts';
import type { Row, StoreChange, Value } from '../../core/kernel/rows.ts';

const pick = <const T extends readonly Value[]>(...values: T): Arbitrary<T[number]> => fc.constantFrom(...values);
const leadId = pick('l1', 'l2', 'l3', 'l4', 'l5');
const userId = pick('u1', 'u2', 'u3');
const time = fc.nat(4);

type Columns = Readonly<Record<string, Arbitrary<Value>>>;
type TestTable = {
  readonly ids: Arbitrary<string>;
  /** Cells that vary, with what may be compared with them. */
  readonly cells: Columns;
  readonly rest: Readonly<Record<string, Value>>;
  /** Columns without NULL, to order by. */
  readonly ordered: readonly string[];
  /** [table, its column, own column] of `exists`. */
  readonly links: readonly (readonly [table: string, inner: string, outer: string])[];
};

const tables: Readonly<Record<string, TestTable>> = {
  leads: {
    ids: leadId,
    cells: {
      lastName: fc.option(pick('Ames', 'béta', 'Žižek', '', "O'Hara"), { nil: null }),
      assigneeId: fc.option(userId, { nil: null }),
      duplicateOfId: fc.option(leadId, { nil: null }),
      valueMinor: fc.option(pick(-1, 0, 250, 9_007_199_254_740_991), { nil: null }),
      createdAt: time,
      updatedAt: time,
    },
    rest: {
      phones: '[]',
      pipelineId: 'p1',
      stageId: 's1',
      stageSince: 0,
      status: 'open',
      state: 'active',
      priority: 'low',
      currency: 'EUR',
      createdBy: 'u1',
    },
    ordered: ['createdAt', 'updatedAt', 'id', 'sortKey'],
    links: [
      ['leadMembers', 'leadId', 'id'],
      ['notes', 'leadId', 'id'],
      ['leads', 'id', 'duplicateOfId'],
    ],
  },
  leadMembers: {
    ids: pick('m1', 'm2', 'm3', 'm4'),
    cells: { leadId, userId, role: pick('helper', '\u{1F600}', 'a{b,"c\\'), createdAt: time },
    rest: {},
    ordered: ['createdAt', 'userId', 'id'],
    links: [['leads', 'id', 'leadId']],
  },
  notes: {
    ids: pick('n1', 'n2', 'n3'),
    cells: { leadId, body: pick('called', 'Zu spät', ''), createdAt: time, editedAt: fc.option(time, { nil: null }) },
    rest: { authorId: 'u1' },
    ordered: ['createdAt', 'id'],
    links: [['leads', 'id', 'leadId']],
  },
};

const tableName = fc.constantFrom(...Object.keys(tables));

function rowOf({ ids, cells, rest }: TestTable): Arbitrary<Row> {
  return fc.record({ id: ids, ...cells }).map((row) => ({ ...rest, ...row }) as Row);
}

function change(name: string): Arbitrary<StoreChange> {
  const table = tables[name]!;
  const put = rowOf(table).map((row): StoreChange => ({ op: 'put', table: name, row }));
  const insert = rowOf(table).map((row): StoreChange => ({ op: 'insert', table: name, row }));
  const patch = fc
    .tuple(table.ids, fc.record(table.cells, { requiredKeys: [] }))
    .map(([id, set]): StoreChange => ({ op: 'patch', table: name, id, set: set as Record<string, Value> }));
  const remove = table.ids.map((id): StoreChange => ({ op: 'delete', table: name, id }));
  return fc.oneof({ weight: 4, arbitrary: put }, { weight: 2, arbitrary: patch }, remove, insert);
}

const write: Arbitrary<Write> = fc
  .array(tableName.chain(change), { minLength: 1, maxLength: 4, size: 'max' })
  .map((changes) => ({ kind: 'write', changes }));

function comparison(name: string): Arbitrary<Predicate> {
  const { cells, ids } = tables[name]!;
  const columns: Columns = { id: ids, ...cells };
  const op = fc.constantFrom('=', '=', '<', '<=', '>', '>=');
  return fc.constantFrom(...Object.keys(columns)).chain((column) =>
    fc.oneof(
      fc.tuple(op, columns[column]!).map(([op, value]): Predicate => ({ kind: 'compare', column, op, value })),
      fc.array(columns[column]!, { maxLength: 3 }).map((values): Predicate => ({ kind: 'in', column, values })),
      fc.constant<Predicate>({ kind: 'null', column }),
    ),
  );
}

function afterTuple(name: string): Arbitrary<Predicate> {
  const { ids } = tables[name]!;
  return fc.tuple(time, ids).map(([at, id]) => ({ kind: 'after', columns: ['createdAt', 'id'], values: [at, id] }));
}

function predicate(name: string, depth: number): Arbitrary<Predicate> {
  const leaf = fc.oneof(
    { weight: 6, arbitrary: comparison(name) },
    afterTuple(name),
    fc.constantFrom<Predicate>({ kind: 'always' }, { kind: 'never' }),
  );
  if (depth === 0) return leaf;
  const part = predicate(name, depth - 1);
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  const exists = fc
    .constantFrom(...tables[name]!.links)
    .chain(([table, inner, outer]) =>
      predicate(table, depth - 1).map((where): Predicate => ({ kind: 'exists', table, on: [inner, outer], where })),
    );
  return fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 3, arbitrary: parts.map((of): Predicate => ({ kind: 'all', of })) },
    parts.map((of): Predicate => ({ kind: 'any', of })),
    part.map((of): Predicate => ({ kind: 'not', of })),
    { weight: 2, arbitrary: exists },
  );
}

function pin(name: string): Arbitrary<Predicate> {
  const { cells, ids } = tables[name]!;
  const columns: Columns = { id: ids, ...cells };
  return fc
    .constantFrom(...Object.keys(columns))
    .chain((column) => columns[column]!.map((value): Predicate => ({ kind: 'compare', column, op: '=', value })));
}

/** What rules mostly ask for: rows by a column's value, alone or with more conditions. */
function pinned(name: string): Arbitrary<Predicate> {
  const more = fc.tuple(pin(name), predicate(name, 1)).map((of): Predicate => ({ kind: 'all', of }));
  return fc.oneof(pin(name), more);
}

function range(name: string): Arbitrary<Range> {
  const term = fc.record({
    column: fc.constantFrom(...tables[name]!.ordered),
    direction: fc.constantFrom('asc', 'desc'),
  });
  return fc.record(
    {
      where: fc.oneof(predicate(name, 2), pinned(name), comparison(name)),
      order: fc.array(term, { maxLength: 2 }),
      limit: fc.nat(4),
    },
    { requiredKeys: ['where'] },
  );
}

function read(name: string): Arbitrary<Read> {
  const { ids } = tables[name]!;
  return fc.oneof(
    ids.map((id): Read => ({ kind: 'get', table: name, id })),
    fc.array(ids, { maxLength: 4 }).map((ids): Read => ({ kind: 'getMany', table: name, ids })),
    { weight: 4, arbitrary: pin(name).map((where): Read => ({ kind: 'range', table: name, range: { where } })) },
    { weight: 6, arbitrary: range(name).map((range): Read => ({ kind: 'range', table: name, range })) },
    { weight: 3, arbitrary: range(name).map((range): Read => ({ kind: 'first', table: name, range })) },
    predicate(name, 2).map((where): Read => ({ kind: 'count', table: name, where })),
  );
}

/** What one transaction does: a few reads, asked again and again among its writes. */
export const stepsArbitrary: Arbitrary<readonly (Read | Write)[]> = fc
  .array(tableName.chain(read), { minLength: 1, maxLength: 4, size: 'max' })
  .chain((reads) => fc.array(fc.oneof(write, fc.constantFrom(...reads)), { maxLength: 16, size: 'max' }));

/** Rows that are there before. */
export const firstRows: Arbitrary<Write> = fc
  .array(
    tableName.chain((table) => rowOf(tables[table]!).map((row): StoreChange => ({ op: 'put', table, row }))),
    { maxLength: 16, size: 'max' },
  )
  .map((changes) => ({ kind: 'write', changes }));

/** Reads that show everything there is. */
export const readAll: readonly Read[] = Object.keys(tables).map((table) => ({
  kind: 'range',
  table,
  range: { where: { kind: 'always' } },
}));
