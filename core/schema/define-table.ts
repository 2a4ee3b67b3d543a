import type { Row, Value } from '../kernel/rows.ts';
import type { TableSpec } from '../kernel/store.ts';

/** Portable kinds of columns: ids, texts and enums are TEXT; times are epoch milliseconds; money is integer minor units; flags are 0/1; JSON is TEXT. */
export type ColumnKind = 'id' | 'text' | 'enum' | 'json' | 'time' | 'money' | 'int' | 'real' | 'flag';

/** How concurrent edits of a column meet on the server (docs/sync.md). */
export type MergePolicy = 'later' | 'text' | 'set' | 'sum' | 'rule';

/** Who receives a table's rows: everyone, one user, whoever sees the lead, or whoever sees the row itself. `home`: never synced. */
export type Audience = 'org' | 'user' | 'lead' | 'own' | 'home';

export type Column<T extends Value = Value> = {
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  readonly merge: MergePolicy;
  readonly values?: readonly string[];
  /** Carries the TypeScript type only. */
  readonly type?: T;
};

type Columns = Readonly<Record<string, Column>>;
type Derived = Readonly<Record<string, { readonly from: readonly string[]; readonly compute: (row: Row) => Value }>>;

export type Table<C extends Columns = Columns, D extends Derived = Derived> = {
  readonly name: string;
  readonly audience: Audience;
  readonly columns: C;
  /** Computed in each home from other columns of the row; never on the wire, no part of digests. */
  readonly derived: D;
  readonly indexes: readonly (readonly string[])[];
  /** Columns whose derived text is searched by full text. */
  readonly searched: string | undefined;
  /** Rows are added, and never changed or removed: the database refuses it. */
  readonly appendOnly: boolean;
};

/** The row type of a table: its columns, its derived columns, `id` and `version` (0 until the server has confirmed the row). */
export type RowOf<T extends Table> = { readonly id: string; readonly version: number } & {
  readonly [K in keyof T['columns']]: T['columns'][K] extends Column<infer V> ? V : never;
} & { readonly [K in keyof T['derived']]: ReturnType<T['derived'][K]['compute']> };

function column<T extends Value>(kind: ColumnKind, merge: MergePolicy = 'later'): Column<T> {
  return { kind, nullable: false, merge };
}

/** A reference to a row: a UUID. */
export const id = (): Column<string> => column('id');
export const text = (merge: MergePolicy = 'later'): Column<string> => column('text', merge);
export const int = (merge: MergePolicy = 'later'): Column<number> => column('int', merge);
export const real = (): Column<number> => column('real');
/** Epoch milliseconds. */
export const time = (): Column<number> => column('time');
/** Integer minor units of the currency beside it. */
export const money = (): Column<number> => column('money');
/** 0 or 1. */
export const flag = (): Column<0 | 1> => column('flag');
/** JSON as text. */
export const json = (merge: MergePolicy = 'later'): Column<string> => column('json', merge);
export const oneOf = <const V extends readonly string[]>(
  values: V,
  merge: MergePolicy = 'later',
): Column<V[number]> => ({
  kind: 'enum',
  nullable: false,
  merge,
  values,
});

/** The same column, which may also hold NULL. */
export function nullable<T extends Value>(of: Column<T>): Column<T | null> {
  return { ...of, nullable: true };
}

/** The same column, decided by the mutator's own rule when edits meet. */
export function byRule<T extends Value>(of: Column<T>): Column<T> {
  return { ...of, merge: 'rule' };
}

/**
 * Describes a table once. Codecs, wire schemas, digests and migrations are derived from the result.
 * @param options.indexes lists of columns to index; the primary key and `version` are always indexed
 */
export function defineTable<const C extends Columns, const D extends Derived = Record<never, never>>(
  name: string,
  audience: Audience,
  columns: C,
  options: { derived?: D; indexes?: readonly (readonly string[])[]; searched?: string; appendOnly?: boolean } = {},
): Table<C, D> {
  return {
    name,
    audience,
    columns,
    derived: options.derived ?? ({} as D),
    indexes: options.indexes ?? [],
    searched: options.searched,
    appendOnly: options.appendOnly ?? false,
  };
}

/** Names of the columns that travel and are confirmed by the server, in wire order: id, version, then as declared. */
export function storedColumns(table: Table): readonly string[] {
  return ['id', 'version', ...Object.keys(table.columns)];
}

/** Completes a row: missing cells become NULL, derived columns are computed. */
export function withDerived(table: Table, row: Row): Row {
  return completing(table)(row);
}

/** The same for many rows of a table: its columns are listed once. */
function completing(table: Table): (row: Row) => Row {
  const names = Object.keys(table.columns);
  const derived = Object.entries(table.derived);
  return (row) => {
    const complete: Record<string, Value> = { id: row.id, version: row['version'] ?? 0 };
    for (const name of names) complete[name] = row[name] ?? null;
    for (const [name, { compute }] of derived) complete[name] = compute(complete as Row);
    return complete as Row;
  };
}

/** What the stores need to know of a table. */
export function tableSpec(table: Table): TableSpec {
  return {
    name: table.name,
    columns: [...storedColumns(table), ...Object.keys(table.derived)],
    derive: completing(table),
    derived: Object.entries(table.derived).map(([name, { from, compute }]) => ({ name, from, compute })),
    indexes: table.indexes,
  };
}
