import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TcpProxy } from '../../support/tcp-proxy.ts';
import type { DeviceConfig, Peer, ServerConfig, ServerReady } from './contract.ts';
import { BenchProcess } from './process.ts';

export type StageOptions = {
  /** Where everything that runs has its folder; removed at the end. */
  readonly folder: string;
  readonly modules: string;
  readonly leads: number;
  readonly edits: number;
  /** How long one step may take, milliseconds. */
  readonly timeoutMs: number;
};

/** Filling a server may take so much longer than any step that is measured. */
const seedingTimes = 3;

/** What is running in a round, ended in the order opposite to its start. */
export class Stage {
  readonly #peer: Peer;
  readonly #options: StageOptions;
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(peer: Peer, options: StageOptions) {
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
    return process.ask<ServerReady>('start', seedingTimes * this.#options.timeoutMs);
  }

  async line(port: number): Promise<TcpProxy> {
    const line = await TcpProxy.start(`http://127.0.0.1:${port}`);
    this.#ends.push(() => line.end());
    return line;
  }

  /** @param edits how many the device is to make, when not as many as everywhere */
  device(name: string, url: string, { shared }: ServerReady, edits = this.#options.edits): Promise<BenchProcess> {
    const { modules, leads } = this.#options;
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

/** Runs something that needs a server and devices, and ends all of them. */
export async function onStage<Result>(
  peer: Peer,
  options: StageOptions,
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

/** @returns what has passed, both ways */
export function bytesOf(line: TcpProxy): number {
  return line.sentBytes + line.receivedBytes;
}
