import fc from 'fast-check';
import type { Scope } from '../../../core/schema/access.ts';
import type { LoadedOrganization } from '../../support/query-homes.ts';
import type { Asking } from '../../support/run-query.ts';
import { now, organizations } from './organizations.ts';

/** One question: who asks which organization, and a seed for the parameters. */
export type Case = LoadedOrganization & {
  readonly scope: Scope | undefined;
  readonly asking: Asking;
  readonly timeZone: string;
  readonly seed: number;
};

/**
 * Checks a property for random questions to the organizations that `organizations.ts` describes.
 * @param loaded as many of them as are to be asked
 */
export async function forCases(
  loaded: readonly LoadedOrganization[],
  check: (of: Case) => Promise<void>,
  numRuns = 60,
): Promise<void> {
  // Beyond the people: a device, which asks without a scope.
  const cases = fc.record({ organization: fc.nat(loaded.length - 1), who: fc.nat(5), seed: fc.nat() });
  await fc.assert(
    fc.asyncProperty(cases, ({ organization, who, seed }) => {
      const { timeZone } = organizations[organization]!;
      const scope = loaded[organization]!.scopes[who];
      const asking = { now, timeZone, ...(scope ? { scope } : {}) };
      return check({ ...loaded[organization]!, scope, asking, timeZone, seed });
    }),
    { numRuns },
  );
}
