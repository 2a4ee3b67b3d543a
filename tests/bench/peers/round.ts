// One round of one contestant: a fresh server and three fresh devices, one after the other, then nothing of them is left.
import type { FirstSync, Memory, Opened, Peer } from './contract.ts';
import type { BenchProcess } from './process.ts';
import { stopWatch } from './serve.ts';
import { bytesOf, onStage, type Stage, type StageOptions } from './stage.ts';

export type RoundOptions = StageOptions & {
  /** Count the bytes of leads without their children, too. */
  readonly measureWire: boolean;
};

/** What one round found. Seconds, MB, bytes. */
export type RoundResult = {
  readonly firstSync: FirstSync;
  readonly memory: Memory;
  readonly open: Opened;
  /** Up and down on the wire for a first sync, children included. */
  readonly firstSyncBytes: number;
  /** For a first sync of leads alone; null when not measured in this round. */
  readonly leadBytes: number | null;
  /** Making the edits on the device. */
  readonly edit: number | null;
  readonly push: number;
  readonly pull: number;
  /** From the first byte up until the third device has all edits. */
  readonly upAndDown: number;
  readonly pushBytes: number;
  readonly pullBytes: number;
};

/**
 * Runs a contestant once.
 * @throws with what its program said, when a step fails or does not end in time
 */
export async function runRound(peer: Peer, options: RoundOptions): Promise<RoundResult> {
  const whole = await onStage(peer, options, (stage) => wholeRound(peer, options, stage));
  if (!options.measureWire) return whole;
  const leadBytes = peer.hasChildren ? await onStage(peer, options, leadBytesAlone) : whole.firstSyncBytes;
  return { ...whole, leadBytes };
}

async function wholeRound(peer: Peer, { leads }: RoundOptions, stage: Stage): Promise<RoundResult> {
  const server = await stage.server(true);
  const direct = `http://127.0.0.1:${server.port}`;
  // The first device is timed, without anything between it and the server.
  const first = await stage.device('first', direct, server);
  const firstSync = await stage.ask<FirstSync>(first, 'firstSync');
  if (firstSync.rows !== leads) throw new Error(`${firstSync.rows} of ${leads} leads are on the device`);
  const memory = await stage.ask<Memory>(first, 'memory');
  await first.end();
  const again = await stage.device('first', direct, server);
  const open = await stage.ask<Opened>(again, 'open');
  if (open.rows !== 50) throw new Error(`${open.rows} of 50 rows were read`);
  await again.end();

  const [up, down] = [await stage.line(server.port), await stage.line(server.port)];
  const second = await stage.device('second', up.url, server);
  await stage.ask(second, 'firstSync');
  const firstSyncBytes = bytesOf(up);
  const third = await stage.device('third', down.url, server);
  await stage.ask(third, 'firstSync');

  if (peer.offlineEdits) up.cut();
  const edit = await stage.ask<number | null>(second, 'edit');
  if (peer.offlineEdits) up.mend();
  const before = { up: bytesOf(up), down: bytesOf(down) };
  const sent = await sendEdits(peer, stage, second, third);
  const bytes = { pushBytes: bytesOf(up) - before.up, pullBytes: bytesOf(down) - before.down };
  return { firstSync, memory, open, firstSyncBytes, leadBytes: null, edit, ...sent, ...bytes };
}

async function sendEdits(
  { live }: Peer,
  stage: Stage,
  second: BenchProcess,
  third: BenchProcess,
): Promise<{ push: number; pull: number; upAndDown: number }> {
  const watch = stopWatch();
  if (!live) {
    const push = await stage.ask<number>(second, 'push');
    const pull = await stage.ask<number>(third, 'pull');
    return { push, pull, upAndDown: push + pull };
  }
  const [pull, push] = await Promise.all([stage.ask<number>(third, 'pull'), stage.ask<number>(second, 'push')]);
  return { push, pull, upAndDown: watch() };
}

async function leadBytesAlone(stage: Stage): Promise<number> {
  const server = await stage.server(false);
  const line = await stage.line(server.port);
  const device = await stage.device('alone', line.url, server);
  await stage.ask(device, 'firstSync');
  return bytesOf(line);
}
