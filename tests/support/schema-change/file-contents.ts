import type { Row } from '../../../core/kernel/rows.ts';
import type { Table } from '../../../core/schema/define-table.ts';
import { domainTables } from '../../../core/schema/tables.ts';
import { openEncrypted } from '../../../electron/data/sqlite-connection.ts';
import { testKey } from '../device-store.ts';

export type Contents = {
  readonly tables: object;
  readonly columns: unknown;
  readonly indexes: unknown;
  readonly found: object;
};

/** Everything that a device's file holds, but for where the rows lie in it. */
export function contentsOf(file: string): Contents {
  const db = openEncrypted(file, testKey);
  try {
    const rowsOf = (table: string): unknown[] =>
      (db.prepare(`select * from "${table}" order by "id"`).all() as Row[]).map(({ rowKey: _, ...row }) => row);
    const shapes = db
      .prepare(
        `select m.name as "table", c.name, c.type, c."notnull" from sqlite_schema m, pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like '%Search%' order by 1, 2`,
      )
      .all();
    const indexes = db.prepare(`select name, sql from sqlite_schema where type = 'index' order by name`).all();
    const found = Object.fromEntries(
      ['gru', 'ohn', 'nei', 'war', 'pum', 'and', 'com', 'not', 'def'].flatMap((term) =>
        (Object.values(domainTables) as readonly Table[])
          .filter(({ searched }) => searched !== undefined)
          .map(({ name }) => [`${name} ${term}`, idsFound(db, name, term)]),
      ),
    );
    const tables = Object.fromEntries(Object.keys(domainTables).map((table) => [table, rowsOf(table)]));
    return { tables: { ...tables, baseImages: rowsOf('baseImages') }, columns: shapes, indexes, found };
  } finally {
    db.close();
  }
}

function idsFound(db: ReturnType<typeof openEncrypted>, table: string, term: string): unknown[] {
  // Built anew from the rows, an index must hold what it held: it has kept step with every row that came, changed and went.
  db.exec(`insert into "${table}Search" ("${table}Search", rank) values ('integrity-check', 1)`);

  const keys = `select rowid from "${table}Search" where "${table}Search" match ?`;
  return db.prepare(`select "id" from "${table}" where "rowKey" in (${keys}) order by "id"`).all(term);
}
