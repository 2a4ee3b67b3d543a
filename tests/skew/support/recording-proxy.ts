import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { Exchange, SyncRoute } from './exchanges.ts';

/** What the proxy does to the next request of a route. */
export type Mishap = {
  readonly route: SyncRoute;
  readonly kind: 'cut' | 'lost';
  /** For `cut`: how many lines still arrive. */
  readonly lines?: number;
};

const passedOn = ['authorization', 'x-account-id', 'content-type', 'content-encoding', 'accept'];

/** Stands between devices and a server, notes every exchange of the sync routes, and breaks a reply when told to. */
export class RecordingProxy {
  target: string;
  readonly exchanges: Exchange[] = [];
  readonly #server: Server;
  readonly #mishaps: Mishap[] = [];
  #listening = false;
  readonly #streams = new Set<{ text: string }>();

  private constructor(target: string) {
    this.target = target;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch(() => response.destroy());
    });
  }

  static async start(target: string): Promise<RecordingProxy> {
    const proxy = new RecordingProxy(target);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Whether a device holds an event stream that has begun. */
  get listening(): boolean {
    return this.#listening;
  }

  /** Breaks the next reply of a route. */
  breakNext(mishap: Mishap): void {
    this.#mishaps.push(mishap);
  }

  /** @returns what was exchanged since the last call, open event streams included */
  take(): Exchange[] {
    for (const stream of this.#streams) {
      if (stream.text !== '') this.#note('events', null, null, 200, 'text/event-stream', stream.text, 'whole');
      stream.text = '';
    }
    return this.exchanges.splice(0);
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = /^\/v1\/sync\/(push|pull|snapshot|events)$/.exec(request.url ?? '')?.[1] as SyncRoute | undefined;
    const body = await bodyOf(request);
    const headers: Record<string, string> = {};
    for (const name of passedOn) {
      const value = request.headers[name];
      if (typeof value === 'string') headers[name] = value;
    }
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const answer = await fetch(`${this.target}${request.url}`, {
      method: request.method!,
      headers,
      signal: gone.signal,
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    const contentType = (answer.headers.get('content-type') ?? '').split(';')[0]!;
    if (route === 'events' && answer.ok) return this.#stream(answer, response);
    const reply = Buffer.from(await answer.arrayBuffer());
    if (!route) {
      response.writeHead(answer.status, { 'content-type': contentType }).end(reply);
      return;
    }
    const mishap = this.#mishapOf(route);
    const sent = mishap?.kind === 'cut' ? reply.subarray(0, endOfLine(reply, mishap.lines ?? 0)) : reply;
    const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const asked = plain.length > 0 ? (JSON.parse(plain.toString()) as unknown) : null;
    const accept = headers['accept'] ?? null;
    this.#note(route, accept, asked, answer.status, contentType, readable(contentType, sent), mishap?.kind ?? 'whole');
    if (mishap?.kind === 'lost') return void response.destroy();
    response.writeHead(answer.status, { 'content-type': contentType });
    if (!mishap) return void response.end(sent);
    response.write(sent, () => setTimeout(() => response.destroy(), 50));
  }

  async #stream(answer: Response, response: ServerResponse): Promise<void> {
    const stream = { text: '' };
    this.#streams.add(stream);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    try {
      const decoder = new TextDecoder();
      for await (const chunk of answer.body!) {
        this.#listening = true;
        stream.text += decoder.decode(chunk, { stream: true });
        response.write(chunk);
      }
      response.end();
    } finally {
      this.#listening = false;
      if (stream.text !== '') this.#note('events', null, null, 200, 'text/event-stream', stream.text, 'whole');
      this.#streams.delete(stream);
    }
  }

  #mishapOf(route: SyncRoute): Mishap | undefined {
    const at = this.#mishaps.findIndex((mishap) => mishap.route === route);
    return at < 0 ? undefined : this.#mishaps.splice(at, 1)[0];
  }

  #note(
    route: SyncRoute,
    accept: string | null,
    request: unknown,
    status: number,
    contentType: string,
    reply: unknown,
    ending: Exchange['ending'],
  ): void {
    this.exchanges.push({ route, accept, request, status, contentType, reply, ending });
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** @returns the offset behind so many lines; of a reply without lines, half of it */
function endOfLine(reply: Buffer, lines: number): number {
  let end = 0;
  for (let i = 0; i < lines; i++) {
    const next = reply.indexOf('\n', end);
    if (next < 0) return Math.floor(reply.length / 2);
    end = next + 1;
  }
  return end;
}

function readable(contentType: string, reply: Buffer): unknown {
  if (contentType === 'application/x-ndjson') {
    const lines = reply.toString().split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
  }
  if (/^application\/(problem\+)?json$/.test(contentType)) return JSON.parse(reply.toString()) as unknown;
  return reply.toString('base64');
}
