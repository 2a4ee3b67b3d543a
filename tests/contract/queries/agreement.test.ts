import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyQuery } from '../../../core/queries/define-query.ts';
import { queries } from '../../../core/queries/registry.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { paramsOf } from './random-params.ts';
import { organizations, now } from './organizations.ts';

let homes: QueryHomes;
const loaded: LoadedOrganization[] = [];

beforeAll(async () => {
  homes = await openQueryHomes();
  for (const [i, options] of organizations.entries()) loaded.push(await homes.load(i + 1, options));
});
afterAll(() => homes.close());

describe('SQLite and PostgreSQL give the same answer', () => {
  for (const query of queries.values()) {
    test(`to ${query.name}, whoever asks`, async () => {
      const cases = fc.record({ organization: fc.nat(organizations.length - 1), who: fc.nat(5), seed: fc.nat() });
      await fc.assert(
        fc.asyncProperty(cases, async ({ organization, who, seed }) => {
          const { scopes, rows, ask } = loaded[organization]!;
          const { timeZone } = organizations[organization]!;
          const params: unknown = paramsOf(query.name, rows, seed);
          // Beyond the people: a device, which asks without a scope.
          const scope = scopes[who];
          await ask(query as AnyQuery, params, { now, timeZone, ...(scope ? { scope } : {}) });
        }),
        { numRuns: 40 },
      );
      expect(query.reads.length).toBeGreaterThan(0);
    });
  }
});
