import { z } from 'zod';
import { prioritiesOf, type Priority } from '../domain/priority/priorities.ts';
import { normalizeText } from '../schema/normalize.ts';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { columnsOf } from './sql-parts.ts';

const params = z.strictObject({});

/** The small tables that every screen needs to give names and colours to ids. Archived rows are in it: old leads refer to them. */
export type Workspace = {
  /** The caller, unless their row has not arrived yet. */
  readonly me: RowOf<'users'> | null;
  readonly organization: RowOf<'organization'> | null;
  readonly users: readonly RowOf<'users'>[];
  readonly teams: readonly RowOf<'teams'>[];
  readonly teamMembers: readonly RowOf<'teamMembers'>[];
  readonly businesses: readonly RowOf<'businesses'>[];
  /** By position. */
  readonly pipelines: readonly RowOf<'pipelines'>[];
  /** By position within their pipeline. */
  readonly stages: readonly RowOf<'stages'>[];
  readonly sources: readonly RowOf<'sources'>[];
  readonly products: readonly RowOf<'products'>[];
  /** The least urgent first, with the four that every organization has. */
  readonly priorities: readonly (RowOf<'leadPriorities'> | Priority)[];
  /** By position. */
  readonly disqualificationReasons: readonly RowOf<'disqualificationReasons'>[];
  /** By position. */
  readonly teamRoles: readonly RowOf<'teamRoles'>[];
  /** By position. */
  readonly scoringRules: readonly RowOf<'scoringRules'>[];
  /** The caller's own. */
  readonly preferences: readonly RowOf<'preferences'>[];
};

/** Everything small, at once. */
export const workspace = defineQuery<z.output<typeof params>, Workspace>({
  name: 'workspace',
  params,
  reads: [
    'organization',
    'users',
    'teams',
    'teamMembers',
    'businesses',
    'pipelines',
    'stages',
    'sources',
    'products',
    'leadPriorities',
    'disqualificationReasons',
    'teamRoles',
    'scoringRules',
    'preferences',
  ],
  *run(_params, env): QueryProgram<Workspace> {
    const users = byName(yield* whole(env, 'users'));
    return {
      me: users.find((user) => user.id === env.userId) ?? null,
      organization: (yield* whole(env, 'organization'))[0] ?? null,
      users,
      teams: byName(yield* whole(env, 'teams')),
      teamMembers: yield* whole(env, 'teamMembers'),
      businesses: byName(yield* whole(env, 'businesses')),
      pipelines: byPosition(yield* whole(env, 'pipelines')),
      stages: byPosition(yield* whole(env, 'stages')),
      sources: byName(yield* whole(env, 'sources')),
      products: byName(yield* whole(env, 'products')),
      priorities: prioritiesOf(yield* whole(env, 'leadPriorities')),
      disqualificationReasons: byPosition(yield* whole(env, 'disqualificationReasons')),
      teamRoles: byPosition(yield* whole(env, 'teamRoles')),
      scoringRules: byPosition(yield* whole(env, 'scoringRules')),
      preferences: yield* ownPreferences(env),
    };
  },
});

type SmallTable = Exclude<keyof Workspace, 'me' | 'preferences' | 'priorities'> | 'leadPriorities';

/** All rows of a table, by id. */
function* whole<T extends SmallTable>(env: QueryEnv, table: T): QueryProgram<readonly RowOf<T>[]> {
  // The builder's types do not follow a table name that is itself a type parameter.
  const from = env.db.selectFrom(`${table as 'users'} as t`).select(columnsOf(table as 'users', 't'));
  return (yield* rowsOf(from.orderBy('t.id'))) as unknown as readonly RowOf<T>[];
}

function* ownPreferences(env: QueryEnv): QueryProgram<readonly RowOf<'preferences'>[]> {
  const own = env.db
    .selectFrom('preferences as p')
    .select(columnsOf('preferences', 'p'))
    .where('p.userId', '=', env.userId)
    .orderBy('p.key');
  return yield* rowsOf(own);
}

/** Sorted here and not by a database, whose collations differ. */
function byName<R extends { readonly id: string; readonly name: string }>(rows: readonly R[]): readonly R[] {
  const keyed = rows.map((row) => ({ row, key: normalizeText(row.name) }));
  return keyed.toSorted((a, b) => compare(a.key, b.key) || compare(a.row.id, b.row.id)).map(({ row }) => row);
}

function byPosition<R extends { readonly id: string; readonly position: number }>(rows: readonly R[]): readonly R[] {
  return rows.toSorted((a, b) => a.position - b.position || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
