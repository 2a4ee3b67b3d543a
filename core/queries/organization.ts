import { rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';

/** The organization's currency, in which figures are summed: ISO 4217; empty until its row has arrived. */
export function* organizationCurrency(env: QueryEnv): QueryProgram<string> {
  return (yield* rowsOf(env.db.selectFrom('organization as o').select('o.currency')))[0]?.currency ?? '';
}
