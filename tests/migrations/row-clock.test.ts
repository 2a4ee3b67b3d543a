// Verifies: SYNC-6 — what a server of the first version knows about who edited which field survives, in every organization.
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { readMigrations } from '../../server/store/migration-files.ts';
import { createTestDatabase, hasPostgres } from '../support/postgres-database.ts';

const place = 'server/0002_row-clock';
const written = [
  ['leads:a:company', 3, 100, 'rita'],
  ['leads:a:title', 5, 200, 'mona'],
  ['organization:organization:name', 4, 300, 'olga'],
] as const;
/** The clock of the organization stands at nine: what was written before travels whole. */
const expected = [
  { id: 'leads:a', version: 5, whole: 9, fields: { company: [3, 100, 'rita'], title: [5, 200, 'mona'] } },
  { id: 'organization:organization', version: 4, whole: 9, fields: { name: [4, 300, 'olga'] } },
];

const parsed = (rows: readonly object[]): unknown =>
  rows.map((row) => {
    const { version, whole, fields, ...rest } = row as Record<string, string>;
    return { ...rest, version: Number(version), whole: Number(whole), fields: JSON.parse(fields!) as unknown };
  });

describe('the migration of field clocks to row clocks', () => {
  it('on SQLite', () => {
    const db = new Database(':memory:');
    for (const { name, sql } of readMigrations('sqlite')) {
      if (name === place) {
        db.prepare(`insert into "clock" ("id", "version", "current", "stamp") values ('clock', 0, 9, 's')`).run();
        const insert = db.prepare(`insert into "fieldClock" ("id", "version", "at", "by") values (?, ?, ?, ?)`);
        for (const cells of written) insert.run(...cells);
      }
      db.exec(sql);
    }
    const rows = db
      .prepare(`select "id", "version", "whole", "fields" from "rowClock" order by "id"`)
      .all() as object[];
    expect(parsed(rows)).toEqual(expected);
    db.close();
  });

  it.skipIf(!hasPostgres)(
    'on PostgreSQL, run by an owner whom row-level security holds to one organization',
    async () => {
      const database = await createTestDatabase();
      try {
        const owner = `row_clock_owner_${process.pid}`;
        await database.query('postgres', `create role ${owner}`, `grant create on schema public to ${owner}`);
        for (const { name, sql } of readMigrations('postgres')) {
          const before = name === place ? valuesFor(['north', 'south']) : [];
          await database.query('postgres', ...before, `set role ${owner}`, sql);
        }
        const select = (organization: string): Promise<object[]> =>
          database.query(
            'postgres',
            `select "id", "version", "whole", "fields" from "rowClock" where "orgId" = '${organization}' order by "id"`,
          );
        expect(parsed(await select('north'))).toEqual(expected);
        expect(parsed(await select('south'))).toEqual(expected);
        await database.query('postgres', `drop owned by ${owner}`, `drop role ${owner}`);
      } finally {
        await database.drop();
      }
    },
  );
});

function valuesFor(organizations: readonly string[]): string[] {
  return organizations.flatMap((organization) => [
    `insert into "clock" ("orgId", "id", "version", "current", "stamp") values ('${organization}', 'clock', 0, 9, 's')`,
    ...written.map(
      ([id, version, at, by]) =>
        `insert into "fieldClock" ("orgId", "id", "version", "at", "by") values ('${organization}', '${id}', ${version}, ${at}, '${by}')`,
    ),
  ]);
}
