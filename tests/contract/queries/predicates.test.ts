import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  after,
  all,
  any,
  eq,
  exists,
  gt,
  isIn,
  isNull,
  lte,
  matches,
  not,
  type Predicate,
} from '../../../core/kernel/predicates.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import { defineQuery, rowsOf, type QueryProgram } from '../../../core/queries/define-query.ts';
import { predicateExpression } from '../../../core/queries/visible.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { now, organizations } from './organizations.ts';

let homes: QueryHomes;
let organization: LoadedOrganization;

beforeAll(async () => {
  homes = await openQueryHomes();
  organization = await homes.load(7, organizations[0]!);
});
afterAll(() => homes.close());

/** The leads that a predicate lets through, by id. */
const leadsThat = defineQuery<Predicate, readonly string[]>({
  name: 'leadsThat',
  params: z.custom<Predicate>(),
  reads: ['leads'],
  *run(predicate, env): QueryProgram<readonly string[]> {
    const where = predicateExpression(predicate, 'l', env.dialect);
    return (yield* rowsOf(env.db.selectFrom('leads as l').select('l.id').where(where).orderBy('l.id'))).map(
      (row) => row.id,
    );
  },
});

test('a predicate means the same in memory, on SQLite and on PostgreSQL, whatever is NULL', async () => {
  const { rows, ask } = organization;
  const lookup = (table: string, column: string, value: unknown) =>
    (rows as unknown as Record<string, readonly Row[]>)[table]!.filter((row) => row[column] === value);
  await fc.assert(
    fc.asyncProperty(predicates(rows), async (predicate) => {
      const expected = rows.leads.filter((lead) => matches(predicate, lead as unknown as Row, lookup));
      const answer = await ask(leadsThat, predicate, { now, timeZone: 'UTC' });
      expect(answer).toEqual(expected.map((lead) => lead.id).toSorted());
    }),
    { numRuns: 300 },
  );
});

function predicates(rows: LoadedOrganization['rows']): fc.Arbitrary<Predicate> {
  const [user, team] = [
    fc.constantFrom(...rows.users.map((row) => row.id)),
    fc.constantFrom(...rows.teams.map((row) => row.id)),
  ];
  const times = fc.constantFrom(...rows.leads.map((row) => row.createdAt));
  const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
    predicate: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      user.map((id) => eq('assigneeId', id)),
      fc.constantFrom(isNull('assigneeId'), isNull('teamId'), isNull('email'), eq('lastContactedAt', null)),
      fc.array(team, { maxLength: 2 }).map((ids) => isIn('teamId', ids)),
      fc.array(times, { maxLength: 3 }).map((list) => isIn('createdAt', list)),
      times.map((time) => gt('lastContactedAt', time)),
      fc.constantFrom(0, 199, 250_000).map((value) => lte('valueMinor', value)),
      fc.tuple(times, user).map(([time, id]) => after(['createdAt', 'id'], [time, id])),
      user.map((id) => exists('leadMembers', ['leadId', 'id'], eq('userId', id))),
      user.map((id) => exists('accounts', ['id', 'accountId'], not(eq('ownerId', id)))),
      tie('predicate').map(not),
      fc.array(tie('predicate'), { maxLength: 3 }).map((of) => all(...of)),
      fc.array(tie('predicate'), { maxLength: 3 }).map((of) => any(...of)),
    ),
  }));
  return predicate;
}
