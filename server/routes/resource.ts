import { isUuid } from '../../core/kernel/ids.ts';
import type { Value } from '../../core/kernel/rows.ts';
import { domainTables } from '../../core/schema/tables.ts';
import type { DomainTableName } from '../../core/schema/tables.ts';
import { HttpProblem } from '../http/problem.ts';

/**
 * @param id a part of the path
 * @throws HttpProblem 404 for what cannot be an id
 */
export function requireId(id: string | undefined): string {
  if (id === undefined || !isUuid(id)) throw new HttpProblem('NOT_FOUND');
  return id;
}

/** A row as the REST API shows it: times in ISO 8601, flags as booleans, lists as lists. */
export type Resource = Readonly<Record<string, unknown>>;

/**
 * @param row a row of the table, whole or some of its columns, perhaps with further values, which stay as they are
 */
export function toResource(table: DomainTableName, row: object): Resource {
  const { columns, derived } = domainTables[table] as {
    columns: Record<string, { kind: string }>;
    derived: object;
  };
  const entries = Object.entries(row)
    .filter(([name]) => !Object.hasOwn(derived, name))
    .map(([name, value]) => [name, shown(columns[name]?.kind, value as Value)]);
  return Object.fromEntries(entries) as Resource;
}

/** The same, for a row that may be missing. */
export function toResourceOrNull(table: DomainTableName, row: object | null): Resource | null {
  return row && toResource(table, row);
}

function shown(kind: string | undefined, value: Value): unknown {
  if (value === null) return null;
  switch (kind) {
    case 'time':
      return new Date(value as number).toISOString();
    case 'flag':
      return value === 1;
    case 'json':
      return typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
    default:
      return value;
  }
}

/**
 * Turns ISO 8601 times of a body into the milliseconds that the rules take; what is no time is left for them to refuse.
 * @param names the fields that hold times
 */
export function withTimes(body: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> {
  const times = names.flatMap((name) => {
    const value = body[name];
    const ms = typeof value === 'string' && isoTime.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(ms) ? [] : [[name, ms] as const];
  });
  return { ...body, ...Object.fromEntries(times) };
}

/** With its zone: a time without one would mean the server's. */
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
