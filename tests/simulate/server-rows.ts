import { join } from 'node:path';
import Database from 'better-sqlite3';
import { queryPostgres } from '../support/postgres-query.ts';
import type { Place } from '../server/second-organization.ts';

export type ServerRow = Readonly<Record<string, string | number | null>>;

/**
 * Reads tables of an organization as they are on the server's disk, past every rule.
 * @returns a function from organization and table to rows
 */
export function serverRows({
  folder,
  databaseUrl,
}: Place): (organizationId: string, table: string) => Promise<readonly ServerRow[]> {
  return async (organizationId, table) => {
    if (databaseUrl !== undefined) {
      const text = `select * from "${table}" where "orgId" = $1`;
      return (await queryPostgres(databaseUrl, [{ text, values: [organizationId] }])) as ServerRow[];
    }
    const db = new Database(join(folder, 'organizations', `${organizationId}.db`), { readonly: true });
    try {
      return db.prepare(`select * from "${table}"`).all() as ServerRow[];
    } finally {
      db.close();
    }
  };
}
