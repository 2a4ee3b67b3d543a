// What happens to a device besides a first sync and edits, each with a real server and devices in processes of their own.
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerReady } from './peers/contract.ts';
import { outpostPeer } from './peers/outpost/peer.ts';
import { bytesOf, onStage, type Stage, type StageOptions } from './peers/stage.ts';
import type { Timings } from './measure.ts';
import type { PendingPull } from './pending-pull.ts';
import type { Audited } from './scenario-device.ts';

const scenarioPeer = { ...outpostPeer, device: new URL('./scenario-device.ts', import.meta.url) };
const pendingEdits = 5000;

export type Scenarios = {
  readonly views: Readonly<Record<string, Timings>>;
  /** Milliseconds of one edit while the server cannot be reached. */
  readonly singleEdit: Timings;
  readonly pendingPull: PendingPull;
  /** Bytes that a device received twice because it was killed in the middle of its first sync, as a share of all. */
  readonly refetchedShare: number;
  readonly audit: Audited & {
    /** Bytes of an audit that repairs one row, beyond one that finds nothing, as a share of a first sync. */
    readonly repairShare: number;
    /** Bytes of an audit that finds nothing, as a share of a first sync. */
    readonly auditShare: number;
  };
};

/** Runs all of them on one server. */
export function runScenarios(options: StageOptions): Promise<Scenarios> {
  return onStage(scenarioPeer, options, async (stage) => {
    const server = await stage.server(true);
    const { wholeBytes, ...shown } = await everyday(stage, server);
    const pendingPull = await pullWhilePending(stage, server, options);
    const refetchedShare = await interrupted(stage, server, wholeBytes);
    return { ...shown, pendingPull, refetchedShare, audit: await damaged(stage, server, wholeBytes) };
  });
}

const direct = ({ port }: ServerReady): string => `http://127.0.0.1:${port}`;

async function everyday(
  stage: Stage,
  server: ServerReady,
): Promise<{ views: Record<string, Timings>; singleEdit: Timings; wholeBytes: number }> {
  const line = await stage.line(server.port);
  const device = await stage.device('everyday', line.url, server);
  await stage.ask(device, 'firstSync');
  const wholeBytes = bytesOf(line);
  const views = await stage.ask<Record<string, Timings>>(device, 'views');
  line.cut();
  const singleEdit = await stage.ask<Timings>(device, 'editTimings');
  await device.end();
  return { views, singleEdit, wholeBytes };
}

/** Another device's edits arrive where 5,000 are pending, of the same leads among them. */
async function pullWhilePending(stage: Stage, server: ServerReady, { leads }: StageOptions): Promise<PendingPull> {
  const line = await stage.line(server.port);
  const waiting = await stage.device('waiting', line.url, server, Math.min(leads, pendingEdits));
  await stage.ask(waiting, 'firstSync');
  line.cut();
  await stage.ask(waiting, 'edit');
  const other = await stage.device('other', direct(server), server);
  await stage.ask(other, 'firstSync');
  await stage.ask(other, 'edit');
  await stage.ask(other, 'push');
  await other.end();
  // Its engine would send first as soon as it hears of the server: it is stopped before the line is there again.
  await stage.ask(waiting, 'stop');
  line.mend();
  const result = await stage.ask<PendingPull>(waiting, 'pendingPull');
  await waiting.end();
  return result;
}

/** 20 Mbit/s: on the loopback interface everything is in some buffer long before the device has read it. */
const slowLineBytesPerSecond = 2_500_000;

/** A device on a slow line is killed half-way and goes on in a new process. */
async function interrupted(stage: Stage, server: ServerReady, wholeBytes: number): Promise<number> {
  const line = await stage.line(server.port);
  line.bytesPerSecond = slowLineBytesPerSecond;
  const first = await stage.device('interrupted', line.url, server);
  await stage.ask(first, 'beginFirstSync');
  while (bytesOf(line) < wholeBytes / 2) await pause(1);
  first.killGroup();
  await first.end();
  const again = await stage.device('interrupted', line.url, server);
  await stage.ask(again, 'resume');
  await again.end();
  return (bytesOf(line) - wholeBytes) / wholeBytes;
}

async function damaged(stage: Stage, server: ServerReady, wholeBytes: number): Promise<Scenarios['audit']> {
  const line = await stage.line(server.port);
  const device = await stage.device('damaged', line.url, server, 1);
  await stage.ask(device, 'firstSync');
  await device.end();
  const { bytes: cleanBytes } = await audit(stage, server, 0);
  const { bytes, audited } = await audit(stage, server, 1);
  return { ...audited, auditShare: cleanBytes / wholeBytes, repairShare: (bytes - cleanBytes) / wholeBytes };

  async function audit(on: Stage, at: ServerReady, rows: number): Promise<{ bytes: number; audited: Audited }> {
    const process = await on.device('damaged', line.url, at, rows);
    await on.ask(process, 'damage');
    const before = bytesOf(line);
    const audited = await on.ask<Audited>(process, 'audit');
    if (audited.repaired !== rows) throw new Error(`${audited.repaired} of ${rows} damaged rows were repaired`);
    await process.end();
    return { bytes: bytesOf(line) - before, audited };
  }
}
