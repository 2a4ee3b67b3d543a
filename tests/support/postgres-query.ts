import { Client, type QueryConfig } from 'pg';

/**
 * Runs statements one after another on one connection of their own.
 * @param statements texts in the simple protocol, or with values in the extended one
 * @returns the rows of the last one
 */
export async function queryPostgres(url: string, statements: readonly (string | QueryConfig)[]): Promise<object[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: object[] = [];
    for (const statement of statements) rows = (await client.query<object>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
