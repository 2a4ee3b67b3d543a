import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteQueryCompiler,
  PostgresIntrospector,
  SqliteIntrospector,
} from 'kysely';
import type { Compilable, CompiledQuery } from 'kysely';
import type { z } from 'zod';
import type { Predicate } from '../kernel/predicates.ts';
import type { SqlDialect } from '../kernel/read-sql.ts';
import type { Database, DomainTableName } from '../schema/tables.ts';

/** What a view's query may know besides its parameters. */
export type QueryEnv = {
  readonly db: Kysely<Database>;
  readonly dialect: SqlDialect;
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA zone of the organization: where days begin. */
  readonly timeZone: string;
  readonly userId: string;
  /** Which leads exist for the caller: `always` on a device, the caller's scope on a server. */
  readonly visibleLeads: Predicate;
  readonly visibleOwned: (table: string) => Predicate;
};

/**
 * Full text is the one thing the homes do differently: they answer with `{ id }` rows, best first. An answer shorter than
 * `limit` must be complete: queries then trust it and read nothing else (sqlite-text-search.ts; `likePatterns` in
 * text-search.ts for PostgreSQL).
 */
export type TextSearch = {
  readonly kind: 'text-search';
  readonly table: 'leads' | 'notes';
  /** Words of three letters or more, normalized by core/schema/normalize.ts; at least one; every one must occur somewhere in the row's text. */
  readonly term: string;
  /** At most `MOST_MATCHES`. */
  readonly limit: number;
  /** Rows that share trigrams with the term, most first; for terms with typos. Need not be complete. */
  readonly fuzzy?: true;
};

/** Up to so many matches a home looks at and ranks. */
export const MOST_MATCHES = 2_000;

export type Statement = CompiledQuery | TextSearch;

/** A query as a generator of compiled statements: each home executes them in its own way, and a query may need several. */
// Rows are typed by `rowsOf`, which knows the builder they came from.
// oxlint-disable-next-line no-explicit-any
export type QueryProgram<Result> = Generator<Statement, Result, readonly any[]>;

export type Query<Params, Result> = {
  readonly name: string;
  readonly params: z.ZodType<Params>;
  /** Tables whose changes can change the answer; live queries run again only for these. */
  readonly reads: readonly DomainTableName[];
  readonly run: (params: Params, env: QueryEnv) => QueryProgram<Result>;
};

// oxlint-disable-next-line no-explicit-any
export type AnyQuery = Query<any, any>;

/** Declares a view's query; the identity function, for its types. */
export function defineQuery<Params, Result>(query: Query<Params, Result>): Query<Params, Result> {
  return query;
}

/** Runs one built query and returns its rows, typed. */
export function* rowsOf<Row>(builder: Compilable<Row>): QueryProgram<readonly Row[]> {
  return (yield builder.compile()) as readonly Row[];
}

/** Runs a full-text search. @returns ids of matching rows, best first */
export function* searchIds(search: Omit<TextSearch, 'kind'>): QueryProgram<readonly string[]> {
  const rows = (yield { kind: 'text-search', ...search }) as readonly { id: string }[];
  return rows.map((row) => row.id);
}

const compilers: Record<SqlDialect, Kysely<Database>> = {
  sqlite: new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  postgres: new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
};

/** A Kysely that only compiles; the home that yields the statements executes them. */
export function compilerFor(dialect: SqlDialect): Kysely<Database> {
  return compilers[dialect];
}
