/** What a cell holds in every home: text, a finite number (integers, milliseconds, minor units, 0/1 flags), or nothing. */
export type Value = string | number | null;

/** A row as every home stores it. Column names are the same in TypeScript, SQLite, PostgreSQL and on the wire. */
export type Row = { readonly id: string; readonly [column: string]: Value };

/** Rows of one table, one array a row in the order of `columns`. A column that is not named is NULL in every row. */
export type RowBlock = {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
};

/** What a mutator may do to rows. It decides; a store applies. */
export type RowChange =
  | { readonly op: 'insert'; readonly table: string; readonly row: Row }
  | { readonly op: 'patch'; readonly table: string; readonly id: string; readonly set: Readonly<Record<string, Value>> }
  | { readonly op: 'delete'; readonly table: string; readonly id: string };

/** What a store applies: a mutator's changes, or a row put whole (a confirmed row from the server, a base image). */
export type StoreChange = RowChange | { readonly op: 'put'; readonly table: string; readonly row: Row };

/** @returns the rows of a block as objects, with the columns that it names */
export function rowsOfBlock({ columns, rows }: RowBlock): Row[] {
  return rows.map((cells) => {
    const row: Record<string, Value> = {};
    for (const [i, name] of columns.entries()) row[name] = cells[i] ?? null;
    return row as Row;
  });
}

/**
 * @param change any change
 * @returns the id of the row it concerns
 */
export function changedRowId(change: StoreChange): string {
  return change.op === 'insert' || change.op === 'put' ? change.row.id : change.id;
}

/**
 * Applies one change to one row.
 * @param before the row as it stands, or undefined where there is none
 * @returns the row afterwards, or undefined when it is gone
 * @throws Error when an insert meets an existing row or a patch a missing one: a mutator must have looked first
 */
export function applyChange(before: Row | undefined, change: StoreChange): Row | undefined {
  switch (change.op) {
    case 'insert':
      if (before) throw new Error(`insert into ${change.table}: row ${change.row.id} exists`);
      return change.row;
    case 'put':
      return change.row;
    case 'patch':
      if (!before) throw new Error(`patch of ${change.table}: row ${change.id} does not exist`);
      return { ...before, ...change.set, id: before.id };
    case 'delete':
      return undefined;
  }
}
