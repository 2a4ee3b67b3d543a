import { expect, it } from 'vitest';
import { requirePostgresInCi } from '../support/postgres.ts';
import type { SimulateOptions } from './options.ts';
import { simulate, type SimulationReport } from './simulate.ts';

const small = {
  organizations: 5,
  devices: 20,
  seconds: 10,
  editSeconds: 1.5,
  seed: 7,
} satisfies Partial<SimulateOptions>;

/** The run was not an idle one. */
function expectWork({ options, edits, rowsCompared, organizations }: SimulationReport): void {
  expect(edits).toBeGreaterThan(options.devices);
  expect(rowsCompared).toBeGreaterThan(options.devices * 30);
  expect(organizations).toHaveLength(options.organizations);
}

// Nothing missed, nothing twice, every device equal to its server.
it.runIf(requirePostgresInCi())(
  'many devices through two server processes. Verifies: SYNC-2, SYNC-4, SYNC-7',
  async () => {
    const report = await simulate({ ...small, store: 'postgres', servers: 2 });
    expect(report.complaints).toEqual([]);
    expectWork(report);
  },
  240_000,
);

it('the embedded store with a worker for each organization. Verifies: SYNC-2, SYNC-4, SYNC-7', async () => {
  const few = { organizations: 3, devices: 12 };
  const report = await simulate({ ...small, ...few, store: 'embedded', servers: 1 });
  expect(report.complaints).toEqual([]);
  expectWork(report);
}, 240_000);
