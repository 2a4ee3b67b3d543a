// Each invariant is broken on purpose, and the oracles must notice: a suite that cannot fail proves nothing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { all, eq, gte } from '../../core/kernel/predicates.ts';
import type { PushRequest } from '../../core/protocol/sync.ts';
import { histories, perform } from '../support/simulation/actions.ts';
import { rowsIn } from '../support/simulation/oracles.ts';
import { World } from '../support/simulation/world.ts';

/** Lives up to a number of histories with some damage done, from the start or when all is at rest. @returns the first complaint of an oracle, or undefined */
function firstComplaint(
  sabotage: (world: World) => void,
  atRest: (world: World) => void = () => {},
): string | undefined {
  const sample = fc.sample(histories, { seed: 1, numRuns: 60 });
  for (const [seed, history] of sample.entries()) {
    const world = new World(seed);
    try {
      world.pass(20_000);
      sabotage(world);
      for (const action of history) perform(world, action);
      world.heal();
      atRest(world);
      world.checkAtRest();
    } catch (cause) {
      return cause instanceof Error ? cause.message : String(cause);
    }
  }
  return undefined;
}

describe('sabotage is noticed', () => {
  it('nothing is complained of when nothing is broken', () => {
    expect(firstComplaint(() => {})).toBeUndefined();
  });

  it('SYNC-2: a server that forgets which mutations it has run', () => {
    const complaint = firstComplaint((world) => {
      const { server } = world;
      const handle = server.handle.bind(server);
      server.handle = (route, userId, body, now) => {
        if (route === 'push') forgetLedger(world, body);
        return handle(route, userId, body, now);
      };
    });
    expect(complaint).toMatch(/SYNC-2/);
  });

  it('SYNC-3: a device that does not replay its outbox on what it pulled', () => {
    const complaint = firstComplaint((world) => {
      const [device] = world.devices;
      world.onStep = () => {
        if (device!.device.status().pending > 0) restoreConfirmed(world);
      };
    });
    expect(complaint).toMatch(/SYNC-3/);
  });

  it('SYNC-4: a device that steps back', () => {
    const complaint = firstComplaint((world) => {
      world.onStep = () => {
        const store = world.devices[1]!.store;
        store.transaction((transaction) => {
          const row = transaction.read({ kind: 'get', table: 'deviceState', id: 'cursor' })[0];
          const cursor = row && (JSON.parse(String(row['value'])) as { version: number; stamp: string });
          if (!cursor || cursor.version < 3) return;
          const value = JSON.stringify({ version: 1, stamp: 'stamp-1' });
          transaction.write([{ op: 'put', table: 'deviceState', row: { id: 'cursor', value } }]);
        });
      };
    });
    expect(complaint).toMatch(/SYNC-4/);
  });

  it('SYNC-5: a device that drops what was refused', () => {
    const complaint = firstComplaint((world) => {
      const [device] = world.devices;
      // The server never hears of it, the device forgets it.
      device!.act('note.add', { id: world.newId(), leadId: idOf('lead-shared'), body: 'gone' });
      device!.store.transaction((transaction) => {
        const rows = transaction.read({ kind: 'range', table: 'outbox', range: { where: eq('name', 'note.add') } });
        transaction.write(rows.map((row) => ({ op: 'delete', table: 'outbox', id: row.id })));
      });
    });
    expect(complaint).toMatch(/SYNC-[235]/);
  });

  it('SYNC-6: a server that keeps no trace of what lost', () => {
    const complaint = firstComplaint(
      () => {},
      (world) => {
        world.server.store.transaction((transaction) => {
          const rows = transaction.read({ kind: 'range', table: 'conflicts', range: { where: { kind: 'always' } } });
          transaction.write(rows.map((row) => ({ op: 'delete', table: 'conflicts', id: row.id })));
        });
      },
    );
    expect(complaint).toMatch(/SYNC-6/);
  });

  it('SYNC-7: a row whose content differs from the server’s', () => {
    const complaint = firstComplaint(
      () => {},
      (world) => {
        world.devices[2]!.store.transaction((transaction) =>
          transaction.write([{ op: 'patch', table: 'stages', id: idOf('sales-won'), set: { name: 'Wonn' } }]),
        );
      },
    );
    expect(complaint).toMatch(/SYNC-7/);
  });
});

/** As if the server had run none of the mutations that a push brings, although it may have. */
function forgetLedger(world: World, body: string): void {
  const { clientId, mutations } = JSON.parse(body) as PushRequest;
  const first = mutations[0]!.seq;
  world.server.store.transaction((transaction) => {
    const client = transaction.read({ kind: 'get', table: 'clients', id: clientId })[0];
    if (!client || Number(client['lastSeq']) < first) return;
    const where = all(eq('clientId', clientId), gte('seq', first));
    const entries = transaction.read({ kind: 'range', table: 'ledger', range: { where } });
    transaction.write(entries.map((row) => ({ op: 'delete', table: 'ledger', id: row.id })));
    transaction.write([{ op: 'patch', table: 'clients', id: clientId, set: { lastSeq: first - 1 } }]);
  });
}

function restoreConfirmed(world: World): void {
  const device = world.devices[0]!;
  for (const image of rowsIn(device.store, 'baseImages')) {
    if (image['image'] === null) continue;
    const row = JSON.parse(String(image['image'])) as { id: string };
    device.store.transaction((transaction) =>
      transaction.write([{ op: 'put', table: String(image['entity']), row: row as never }]),
    );
  }
}
