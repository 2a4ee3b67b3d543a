import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * What becomes of a connection when these bytes of the device pass:
 * `pass`; `cutHere`: half of them still pass, then both ends are reset; `loseReply`: they pass, and both ends are reset when the
 * server answers, so that the server has acted and the device does not know; `holdReply`: they pass, and of the answer only
 * what `heldAfterBytes` allows.
 */
export type Fate = 'pass' | 'cutHere' | 'loseReply' | 'holdReply';

/** How often a slow line delivers something. Milliseconds. */
const deliveryMs = 2;

/** A device's line to its server, which a test can cut: the server keeps running for everybody else. */
export class TcpProxy {
  /** Decides about what a device sends; called with each piece as it arrives. */
  fate: (sent: string) => Fate = () => 'pass';
  /** Connections that were cut by a fate or by `cut`. */
  cuts = 0;
  /** How much of a held reply still passes. */
  heldAfterBytes = 0;
  /** Bytes that came from devices. */
  sentBytes = 0;
  /** Bytes that went to devices. */
  receivedBytes = 0;
  /** What the line to a device carries; by default as much as the loopback interface. */
  bytesPerSecond = Number.POSITIVE_INFINITY;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: number;
  #isCut = false;

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((device) => this.#accept(device));
  }

  /** @param serverUrl where connections lead to */
  static async start(serverUrl: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(portOf(serverUrl));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** The address that devices use in place of the server's. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resets every connection, and every new one until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Lets connections through again. @param serverUrl where the server is now, when it has moved */
  mend(serverUrl?: string): void {
    if (serverUrl) this.#target = portOf(serverUrl);
    this.#isCut = false;
  }

  async end(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(device: Socket): void {
    this.#keep(device);
    if (this.#isCut) {
      this.cuts += 1;
      device.resetAndDestroy();
      return;
    }
    const server = connect(this.#target, '127.0.0.1');
    this.#keep(server);
    const cut = (): void => {
      this.cuts += 1;
      device.resetAndDestroy();
      server.resetAndDestroy();
    };
    let repliesAreLost = false;
    let allowedBytes = Number.POSITIVE_INFINITY;
    // Small pieces at once, as without a proxy between.
    device.setNoDelay(true);
    server.setNoDelay(true);
    device.on('data', (chunk: Buffer) => {
      this.sentBytes += chunk.length;
      const fate = this.fate(chunk.toString('latin1'));
      repliesAreLost ||= fate === 'loseReply';
      if (fate === 'holdReply') allowedBytes = this.heldAfterBytes;
      if (fate !== 'cutHere') server.write(chunk);
      else server.write(chunk.subarray(0, chunk.length / 2), cut);
    });
    server.on('data', (chunk: Buffer) => {
      if (repliesAreLost) return cut();
      const allowed = chunk.subarray(0, allowedBytes);
      allowedBytes -= allowed.length;
      if (this.bytesPerSecond === Number.POSITIVE_INFINITY) return this.#deliver(device, allowed);
      server.pause();
      void this.#deliverSlowly(device, allowed).then(() => server.resume());
    });
    device.on('close', () => server.destroy());
    server.on('close', () => device.destroy());
  }

  #deliver(device: Socket, bytes: Buffer): void {
    this.receivedBytes += bytes.length;
    device.write(bytes);
  }

  /** A few milliseconds' worth at a time, as a real line does. */
  async #deliverSlowly(device: Socket, bytes: Buffer): Promise<void> {
    const atOnce = Math.ceil((this.bytesPerSecond * deliveryMs) / 1000);
    for (let from = 0; from < bytes.length && !device.destroyed; from += atOnce) {
      this.#deliver(device, bytes.subarray(from, from + atOnce));
      await pause(deliveryMs);
    }
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    // A reset is what this is for; the other end hears of it by `close`.
    socket.on('error', () => undefined);
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
