import { once } from 'node:events';
import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * How a reply is spoilt on its way. `promisedMore`: Content-Length is more than what comes before the connection ends;
 * `promisedLess`: half of the body under a Content-Length that fits the half; `endedEarly`: half of the body in chunks, ended in
 * order; `brokenOff`: half of the body in chunks, then the connection is reset. Each on the body as the server has coded it, or
 * plain.
 */
export type Spoiling = {
  readonly how: 'promisedMore' | 'promisedLess' | 'endedEarly' | 'brokenOff';
  readonly coded: boolean;
};

/** An HTTP proxy between a device and its server that spoils replies, as broken middle boxes do. */
export class ManglingProxy {
  /** How many replies were spoilt. */
  spoilt = 0;
  #wanted: { path: string; spoiling: Spoiling } | undefined;
  readonly #server: Server;
  readonly #target: string;

  private constructor(target: string) {
    this.#target = target;
    this.#server = createServer((request, response) => this.#pass(request, response));
  }

  static async start(serverUrl: string): Promise<ManglingProxy> {
    const proxy = new ManglingProxy(serverUrl);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Spoils the next reply of a path. */
  spoil(path: string, spoiling: Spoiling): void {
    this.#wanted = { path, spoiling };
  }

  async end(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const { wanted } = this.#take(request.url ?? '');
    const headers = { ...request.headers };
    if (wanted && !wanted.coded) delete headers['accept-encoding'];
    const onward = forward(new URL(request.url!, this.#target), { method: request.method!, headers }, (reply) => {
      if (wanted) return void spoil(reply, response, wanted);
      response.writeHead(reply.statusCode!, reply.headers);
      reply.pipe(response);
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  }

  #take(path: string): { wanted: Spoiling | undefined } {
    if (path !== this.#wanted?.path) return { wanted: undefined };
    const { spoiling } = this.#wanted;
    this.#wanted = undefined;
    this.spoilt += 1;
    return { wanted: spoiling };
  }
}

async function spoil(reply: IncomingMessage, response: ServerResponse, { how }: Spoiling): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of reply) pieces.push(piece as Buffer);
  const body = Buffer.concat(pieces);
  const half = body.subarray(0, body.length / 2);
  const { 'content-length': _length, 'transfer-encoding': _coding, ...headers } = reply.headers;
  switch (how) {
    case 'promisedMore':
      response.writeHead(reply.statusCode!, { ...headers, 'content-length': body.length + 100 });
      return void response.write(body, () => response.destroy());
    case 'promisedLess':
      response.writeHead(reply.statusCode!, { ...headers, 'content-length': half.length });
      return void response.end(half);
    case 'endedEarly':
      response.writeHead(reply.statusCode!, headers);
      return void response.end(half);
    case 'brokenOff':
      response.writeHead(reply.statusCode!, headers);
      return void response.write(half, () => response.destroy());
  }
}
