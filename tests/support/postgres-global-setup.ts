import type { TestProject } from 'vitest/node';
import { requirePostgresInCi, startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Port of the PostgreSQL that all suites share; undefined where there is none (never in CI). */
    postgresPort: number | undefined;
  }
}

/**
 * Starts one PostgreSQL for a whole run of the suites. A suite takes its port with `inject('postgresPort')`, signs in as
 * `postgres` and makes a database of its own in it.
 * @returns what stops it
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!requirePostgresInCi()) {
    project.provide('postgresPort', undefined);
    return async () => {};
  }
  const server = await startPostgres();
  project.provide('postgresPort', server.port);
  return server.stop;
}
