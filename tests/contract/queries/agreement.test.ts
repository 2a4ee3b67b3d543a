import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyQuery } from '../../../core/queries/define-query.ts';
import { queries } from '../../../core/queries/registry.ts';
import { openQueryHomes, type LoadedOrganization, type QueryHomes } from '../../support/query-homes.ts';
import { forCases } from './cases.ts';
import { organizations } from './organizations.ts';
import { paramsOf } from './random-params.ts';

let homes: QueryHomes;
let loaded: readonly LoadedOrganization[];

beforeAll(async () => {
  homes = await openQueryHomes();
  loaded = await homes.loadAll(organizations);
});
afterAll(() => homes.close());

describe('SQLite and PostgreSQL give the same answer', () => {
  for (const query of queries.values()) {
    test(`to ${query.name}, whoever asks`, async () => {
      await forCases(loaded, async ({ rows, ask, asking, seed }) => {
        const params: unknown = paramsOf(query.name, rows, seed);
        expect(await ask(query as AnyQuery, params, asking)).toBeDefined();
      });
    });
  }
});
