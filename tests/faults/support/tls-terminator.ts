import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';

/** Made for these tests, for 127.0.0.1; it vouches for itself. */
export const certificateFile = join(import.meta.dirname, 'tls/certificate.pem');
const keyFile = join(import.meta.dirname, 'tls/key.pem');

/** What stands before a server that speaks plain HTTP, as a reverse proxy does: it ends TLS. */
export class TlsTerminator {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(serverUrl: string) {
    const options = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
    this.#server = createServer(options, (device) => {
      const server = connect(Number(new URL(serverUrl).port), '127.0.0.1');
      for (const socket of [device, server]) {
        this.#sockets.add(socket);
        // Connections are cut on purpose; the other end hears of it by `close`.
        socket.on('error', () => undefined);
      }
      device.pipe(server).pipe(device);
      device.on('close', () => server.destroy());
      server.on('close', () => device.destroy());
    });
    // A handshake that does not end.
    this.#server.on('tlsClientError', () => undefined);
  }

  /** @param serverUrl where connections lead to */
  static async start(serverUrl: string): Promise<TlsTerminator> {
    const terminator = new TlsTerminator(serverUrl);
    terminator.#server.listen(0, '127.0.0.1');
    await once(terminator.#server, 'listening');
    return terminator;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
