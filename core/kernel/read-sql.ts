import type { Predicate } from './predicates.ts';
import type { Range, Read } from './reads.ts';
import type { Value } from './rows.ts';
import type { TableSpec } from './store.ts';

export type SqlDialect = 'sqlite' | 'postgres';

/** A statement and its parameters. The text depends only on the shape of the read, so it can key a cache of prepared statements. */
export type SqlStatement = { readonly sql: string; readonly parameters: readonly (Value | readonly Value[])[] };

/** Quotes an identifier for both dialects. */
export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

/**
 * Compiles a read. Lists of values travel as one parameter (a JSON array on SQLite, an array on PostgreSQL), so that the text
 * does not grow with them.
 * @param spec the table, whose columns are named one by one
 */
export function readToSql(read: Read, spec: TableSpec, dialect: SqlDialect): SqlStatement {
  const sql = new SqlBuilder(dialect);
  const columns = spec.columns.map((column) => `t.${quoted(column)}`).join(', ');
  const head = `select ${columns} from ${quoted(spec.name)} as t`;
  switch (read.kind) {
    case 'get':
      return sql.finish(`${head} where t."id" = ${sql.parameter(read.id)}`);
    case 'getMany':
      return sql.finish(`${head} where ${sql.list('t', 'id', [...new Set(read.ids)])}`);
    case 'range':
      return sql.finish(`${head} where ${sql.predicate(read.range.where, 't', 1)}${sql.tail(read.range)}`);
    case 'first':
      return sql.finish(
        `${head} where ${sql.predicate(read.range.where, 't', 1)}${sql.tail({ ...read.range, limit: 1 })}`,
      );
    case 'count':
      return sql.finish(
        `select 'count' as "id", count(*) as "count" from ${quoted(spec.name)} as t where ${sql.predicate(read.where, 't', 1)}`,
      );
  }
}

class SqlBuilder {
  readonly #dialect: SqlDialect;
  readonly #parameters: (Value | readonly Value[])[] = [];

  constructor(dialect: SqlDialect) {
    this.#dialect = dialect;
  }

  parameter(value: Value): string {
    this.#parameters.push(value);
    return this.#placeholder();
  }

  #placeholder(): string {
    return this.#dialect === 'sqlite' ? '?' : `$${this.#parameters.length}`;
  }

  list(alias: string, column: string, values: readonly Value[]): string {
    const name = `${alias}.${quoted(column)}`;
    if (this.#dialect === 'sqlite') {
      this.#parameters.push(JSON.stringify(values));
      return `${name} in (select value from json_each(${this.#placeholder()}))`;
    }
    this.#parameters.push(values);
    return `${name} = any(${this.#placeholder()})`;
  }

  predicate(predicate: Predicate, alias: string, depth: number): string {
    switch (predicate.kind) {
      case 'always':
        return 'true';
      case 'never':
        return 'false';
      case 'compare':
        return `${alias}.${quoted(predicate.column)} ${predicate.op} ${this.parameter(predicate.value)}`;
      case 'in':
        return this.list(alias, predicate.column, predicate.values);
      case 'null':
        return `${alias}.${quoted(predicate.column)} is null`;
      case 'after': {
        const columns = predicate.columns.map((column) => `${alias}.${quoted(column)}`).join(', ');
        const values = predicate.values.map((value) => this.parameter(value)).join(', ');
        return `(${columns}) > (${values})`;
      }
      case 'all':
      case 'any': {
        const word = predicate.kind === 'all' ? ' and ' : ' or ';
        return `(${predicate.of.map((part) => this.predicate(part, alias, depth)).join(word)})`;
      }
      case 'not':
        // NULL counts as false, as in the memory store.
        return `((${this.predicate(predicate.of, alias, depth)}) is not true)`;
      case 'exists': {
        const inner = `x${depth}`;
        const [innerColumn, outerColumn] = predicate.on;
        const link = `${inner}.${quoted(innerColumn)} = ${alias}.${quoted(outerColumn)}`;
        const where = this.predicate(predicate.where, inner, depth + 1);
        return `exists (select 1 from ${quoted(predicate.table)} as ${inner} where ${link} and ${where})`;
      }
    }
  }

  tail(range: Range): string {
    const order = [...(range.order ?? []), { column: 'id', direction: 'asc' as const }];
    const seen = new Set<string>();
    const terms = order.flatMap(({ column, direction }) => {
      if (seen.has(column)) return [];
      seen.add(column);
      return `t.${quoted(column)} ${direction}`;
    });
    const limit = range.limit === undefined ? '' : ` limit ${this.parameter(range.limit)}`;
    return ` order by ${terms.join(', ')}${limit}`;
  }

  finish(sql: string): SqlStatement {
    return { sql, parameters: this.#parameters };
  }
}
