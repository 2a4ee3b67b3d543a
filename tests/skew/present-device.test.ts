// Verifies: SYNC-10. The present device syncs with a version 1 server, and with servers that say more than it knows.
import { afterAll, describe, expect, it } from 'vitest';
import { domainTableNames } from '../../core/schema/tables.ts';
import { readRecording, type Recording } from './support/exchanges.ts';
import { OldDevice } from './support/old-device.ts';
import { OldServer } from './support/old-server.ts';
import { scenes, type Stage } from './support/scenario.ts';
import { SkewDevice } from './support/skew-device.ts';

const recording = readRecording(1);
const { header } = recording;

type Change = Parameters<typeof OldServer.start>[1];

/** The last scene is a revocation: what a device does then is not sync. */
const revoked = scenes.length - 1;

/** Plays the scenario against the recording. @returns the device and what a version 1 device holds at the same point */
async function play(
  of: Recording,
  change?: Change,
  upTo = revoked,
): Promise<{ rita: SkewDevice; server: OldServer; old: OldDevice }> {
  const server = await OldServer.start(of, change);
  const rita = new SkewDevice({
    userId: header.people['rita']!,
    serverUrl: server.url,
    token: 'a token',
    organizationId: 'an organization',
    now: header.startedAt,
    seed: 1,
  });
  const old = new OldDevice();
  const kept: Stage['kept'] = new Map();
  let keptRows = old.backUp();
  const stage: Stage = {
    rita,
    kept,
    startedAt: header.startedAt,
    breakNext: () => {},
    byHand: () => Promise.resolve(),
  };
  for (const [i, scene] of scenes.slice(0, upTo).entries()) {
    if (scene.listening) await rita.until(() => server.listening);
    else rita.stop();
    server.enter(i);
    await scene.act(stage);
    if (scene.name === 'profile-restored') old.tables = keptRows;
    for (const exchange of of.scenes[i]!.exchanges) old.take(exchange);
    if (scene.name === 'before-the-backup') keptRows = old.backUp();
    expect({ scene: scene.name, rows: confirmedRows(rita, old) }).toEqual({ scene: scene.name, rows: old.rows() });
  }
  return { rita, server, old };
}

/** The rows of the present device, as far as version 1 knew of them. */
function confirmedRows(rita: SkewDevice, old: OldDevice): Map<string, unknown> {
  const rows = new Map<string, unknown>();
  for (const table of domainTableNames) {
    for (const row of rita.rows(table)) {
      const key = `${table} ${row.id}`;
      const columns = Object.keys(old.rows().get(key) ?? row);
      rows.set(key, Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
    }
  }
  return rows;
}

describe('the present device with a version 1 server', () => {
  const running: { rita: SkewDevice; server: OldServer }[] = [];
  afterAll(async () => {
    for (const { rita, server } of running) {
      rita.stop();
      await server.end();
    }
  });
  const played = async (...args: Parameters<typeof play>): ReturnType<typeof play> => {
    const result = await play(...args);
    running.push(result);
    return result;
  };

  it('syncs, through everything that was recorded, and is revoked at its end', async () => {
    const { rita, server } = await played(recording);
    expect(server.puzzled).toEqual([]);
    expect(rita.device.status()).toMatchObject({ pending: 0, rejected: 1, conflicts: 1 });
    server.enter(revoked);
    await scenes[revoked]!.act({ rita } as Stage);
    expect(rita.engine.state).toMatchObject({ phase: 'halted', problem: { code: 'REVOKED' } });
  });

  it('leaves alone what a newer server adds: keys, tables, columns', async () => {
    const { server } = await played(recording, (reply) => newer(reply));
    expect(server.puzzled).toEqual([]);
  });

  it('keeps a refusal for a reason that it does not know, and goes on', async () => {
    const told = (reply: unknown): unknown =>
      JSON.parse(JSON.stringify(reply).replace('"code":"UNKNOWN_STAGE"', '"code":"MOON_IS_FULL"'));
    const { rita } = await played(recording, told, 5);
    expect(rita.device.status()).toMatchObject({ pending: 0, rejected: 1 });
    const [refused] = rita.device.outbox(10);
    expect(refused).toMatchObject({ name: 'lead.changeStage', state: 'rejected' });
    expect(JSON.stringify(refused!.error)).toContain('MOON_IS_FULL');
  });

  it('reads a snapshot again for a reason that it does not know', async () => {
    const told = (reply: unknown): unknown =>
      JSON.parse(JSON.stringify(reply).replace('"reason":"scopeChanged"', '"reason":"newMoon"'));
    const { server } = await played(recording, told, 10);
    expect(server.puzzled).toEqual([]);
  });
});

/** A reply as a server of the future may give it. */
function newer(reply: unknown): unknown {
  if (Array.isArray(reply)) return reply.map(newer);
  if (reply === null || typeof reply !== 'object') return reply;
  const changed: Record<string, unknown> = {};
  // What is in `details` of a refusal is free as it is.
  for (const [key, value] of Object.entries(reply))
    changed[key] = key === 'details' || key === 'rows' ? value : newer(value);
  const { columns, rows, blocks, deleted, forget } = changed as Record<string, unknown[] | undefined>;
  if (columns && rows) {
    changed['columns'] = [...columns, 'moonPhase'];
    changed['rows'] = rows.map((cells) => [...(cells as unknown[]), 'full']);
  }
  const moons = { table: 'moons', columns: ['id', 'version', 'phase'], rows: [['a moon', 1, 'full']] };
  if (blocks) changed['blocks'] = [moons, ...blocks];
  for (const [key, list] of Object.entries({ deleted, forget }))
    if (list) changed[key] = [['moons', 'a moon'], ...list];
  return { ...changed, moonPhase: { deep: [1, null] } };
}
