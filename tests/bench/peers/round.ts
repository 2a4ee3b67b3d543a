// One round of one contestant: a fresh server and three fresh devices, one after the other, then nothing of them is left.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import type { DeviceConfig, FirstSync, Memory, Opened, Peer, ServerConfig, ServerReady } from './contract.ts';
import { BenchProcess } from './process.ts';
import { stopWatch } from './serve.ts';

export type RoundOptions = {
  /** Empty; everything of this round is in it. */
  readonly folder: string;
  readonly modules: string;
  readonly leads: number;
  readonly edits: number;
  /** How long one step may take, milliseconds. */
  readonly timeoutMs: number;
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

/** What is running in a round, ended in the order opposite to its start. */
class Stage {
  readonly #peer: Peer;
  readonly #options: RoundOptions;
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(peer: Peer, options: RoundOptions) {
    this.#peer = peer;
    this.#options = options;
  }

  ask<Value>(process: BenchProcess, operation: string): Promise<Value> {
    return process.ask<Value>(operation, this.#options.timeoutMs);
  }

  async server(children: boolean): Promise<ServerReady> {
    const { modules, leads } = this.#options;
    const folder = this.#folder('server');
    const config: ServerConfig = { folder, modules, leads, children, variant: this.#peer.variant ?? null };
    const process = await this.#start(this.#peer.server, config, 'server');
    return this.ask<ServerReady>(process, 'start');
  }

  async line(port: number): Promise<TcpProxy> {
    const line = await TcpProxy.start(`http://127.0.0.1:${port}`);
    this.#ends.push(() => line.end());
    return line;
  }

  device(name: string, url: string, { shared }: ServerReady): Promise<BenchProcess> {
    const { modules, leads, edits } = this.#options;
    const folder = this.#folder(name);
    const variant = this.#peer.variant ?? null;
    const config: DeviceConfig = { name, folder, modules, variant, url, shared, leads, edits };
    return this.#start(this.#peer.device, config, name);
  }

  async end(): Promise<void> {
    for (const end of this.#ends.toReversed()) await end();
  }

  #folder(name: string): string {
    const folder = join(this.#options.folder, name);
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  async #start(program: URL, config: unknown, name: string): Promise<BenchProcess> {
    const process = await BenchProcess.start(program, config, join(this.#options.folder, `${name}.log`));
    this.#ends.push(() => process.end());
    return process;
  }
}

async function onStage<Result>(
  peer: Peer,
  options: RoundOptions,
  act: (stage: Stage) => Promise<Result>,
): Promise<Result> {
  mkdirSync(options.folder, { recursive: true });
  const stage = new Stage(peer, options);
  try {
    return await act(stage);
  } finally {
    await stage.end();
    rmSync(options.folder, { recursive: true, force: true });
  }
}

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

function bytesOf(line: TcpProxy): number {
  return line.sentBytes + line.receivedBytes;
}
