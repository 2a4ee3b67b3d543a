// SYNC-5: what was refused is there until what takes its place is on disk.
import { beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { SyncCentre } from '../../electron/data/sync-centre.ts';
import { SyncLog } from '../../electron/data/sync-log.ts';
import { rowsIn } from '../support/simulation/rows-in.ts';
import { noFaults } from '../support/simulation/sim-transport.ts';
import type { SimDevice } from '../support/simulation/sim-device.ts';
import { World } from '../support/simulation/world.ts';

const olga = idOf('olga');

describe('the outbox as the Sync centre sees it', () => {
  let world: World;
  let device: SimDevice;
  let centre: SyncCentre;
  const pass = (): void => world.scheduler.run(120_000, () => {});

  beforeEach(() => {
    world = new World(3, noFaults);
    device = world.devices[1]!;
    const now = (): number => world.scheduler.now;
    centre = new SyncCentre({
      device: device.device,
      log: new SyncLog({ store: device.store, now }),
      binding: { serverId: 'server', organizationId: 'org', userId: device.userId },
      now,
      onUnsent: () => device.engine.mutated(),
      nextTryAt: () => device.engine.nextTryAt,
    });
    pass();
    device.transport.setOnline(false);
  });

  const comeBack = (): void => {
    device.transport.setOnline(true);
    device.engine.wake();
    pass();
  };
  const refusals = () => centre.list({ states: ['rejected'], limit: 100 });
  const lead = (name: string): Record<string, unknown> =>
    rowsIn(world.server.store, 'leads').find((row) => row['lastName'] === name)!;

  /** Edits a lead offline that goes to the trash meanwhile. */
  const editTrashed = (): void => {
    const { id } = lead('ritas') as { id: string };
    expect(device.act('lead.update', { id, changes: { title: { from: null, to: 'Captain' } } })).toBe(true);
    world.server.administer(olga, 'lead.trash', { ids: [id] }, world.scheduler.now);
    comeBack();
  };

  it('restores a lead from the trash and applies the edit, in one step', () => {
    editTrashed();
    const [refused] = refusals();
    expect(refused).toMatchObject({ name: 'lead.update', subject: { name: 'ritas' }, error: { code: 'WRONG_STATE' } });
    centre.restoreAndApply(refused!.seq);
    pass();
    expect(lead('ritas')).toMatchObject({ state: 'active', title: 'Captain' });
    expect(device.device.status()).toMatchObject({ pending: 0, rejected: 0 });
    world.check();
  });

  it('keeps what is refused again, here or there, word for word', () => {
    editTrashed();
    const [refused] = refusals();
    expect(() => centre.retry(refused!.seq)).toThrow(expect.objectContaining({ data: expect.anything() as unknown }));
    expect(() => centre.edit(refused!.seq, { id: 'broken' })).toThrow(
      expect.objectContaining({ data: expect.objectContaining({ code: 'VALIDATION_FAILED' }) as unknown }),
    );
    expect(centre.retryAll('WRONG_STATE')).toEqual({ done: 0, kept: 1 });
    expect(refusals()).toEqual([refused]);
    expect(centre.current(refused!.seq)).toMatchObject({ table: 'leads', row: { lastName: 'ritas', title: null } });
  });

  it('decides about all that were refused for one reason, and only those', () => {
    const ids = [world.newId(), world.newId()];
    for (const id of ids) expect(device.act('lead.create', { id, lastName: 'Clash' })).toBe(true);
    for (const id of ids) world.server.administer(olga, 'lead.create', { id, lastName: 'First' }, world.scheduler.now);
    editTrashed();
    expect(refusals()).toHaveLength(3);
    expect(centre.discardAll('ID_TAKEN')).toEqual({ done: 2, kept: 0 });
    expect(refusals()).toMatchObject([{ error: { code: 'WRONG_STATE' } }]);
  });

  it('pages through thousands of changes in the order in which they were made', () => {
    const { id: leadId } = lead('ritas') as { id: string };
    for (let i = 0; i < 2_500; i++) {
      device.device.mutate('activity.log', {
        id: world.newId(),
        leadId,
        type: 'CALL',
        occurredAt: world.scheduler.now,
        description: String(i),
      });
    }
    const seen: unknown[] = [];
    for (let after: string | undefined; ;) {
      const page = centre.list({ states: ['pending', 'answered'], after, limit: 1000 });
      seen.push(...page.map((entry) => (entry.args as { description: string }).description));
      after = page.at(-1)?.id;
      if (page.length < 1000) break;
    }
    expect(seen).toEqual(Array.from({ length: 2_500 }, (_, i) => String(i)));
    expect(centre.details()).toMatchObject({ outbox: { pending: 2_500, rejected: 0 } });
  }, 60_000);
});
