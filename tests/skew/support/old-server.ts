// A version 1 server, played from its recording: it reads requests with the schemas of its time, knows nothing newer, and answers
// what it answered then.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { canonicalJson } from '../../../core/kernel/canonical-json.ts';
import type { Exchange, Recording } from './exchanges.ts';
import { requests } from './protocol-1.ts';

type Route = keyof typeof requests;
type Known = Exchange & { readonly key: string; used: boolean };

/** The protocol that it speaks. */
const protocol = 1;

export class OldServer {
  /** What no version 1 server would have been asked: must stay empty. */
  readonly puzzled: string[] = [];
  readonly #recording: Recording;
  readonly #change: (reply: unknown, route: Route) => unknown;
  readonly #server: Server;
  readonly #known: Known[] = [];
  readonly #streams = new Set<ServerResponse>();

  private constructor(recording: Recording, change: (reply: unknown, route: Route) => unknown) {
    this.#recording = recording;
    this.#change = change;
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((cause: unknown) => {
        this.puzzled.push(String(cause));
        response.destroy();
      });
    });
  }

  /** @param change what is done to each reply before it is sent: as a newer server would answer */
  static async start(
    recording: Recording,
    change: (reply: unknown, route: Route) => unknown = (reply) => reply,
  ): Promise<OldServer> {
    const server = new OldServer(recording, change);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Whether a device listens for pokes. */
  get listening(): boolean {
    return this.#streams.size > 0;
  }

  /** Lets the world turn as far as it had when a scene was recorded. */
  enter(scene: number): void {
    for (const exchange of this.#recording.scenes[scene]!.exchanges) {
      if (exchange.route === 'events') {
        for (const stream of this.#streams) stream.write(String(exchange.reply));
        continue;
      }
      this.#known.push({ ...exchange, key: keyOf(exchange.route, exchange.request), used: false });
    }
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = /^\/v1\/sync\/(push|pull|snapshot|events)$/.exec(request.url ?? '')?.[1];
    if (route === undefined) return refuse(response, 404, 'NOT_FOUND', {});
    if (route === 'events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: hello\ndata: {"version":1}\n\n');
      this.#streams.add(response);
      response.on('close', () => this.#streams.delete(response));
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
    this.#answer(route as Route, JSON.parse(text), response);
  }

  #answer(route: Route, body: unknown, response: ServerResponse): void {
    const read = requests[route].safeParse(body);
    if (!read.success) return refuse(response, 400, 'INVALID_REQUEST', {});
    if (read.data.protocol > protocol) return refuse(response, 409, 'PROTOCOL_TOO_OLD', { protocol });
    const key = keyOf(route, read.data);
    const alike = this.#known.filter((exchange) => exchange.route === route && exchange.key === key);
    // By now the world has turned as far as it had at the end of the scene: of two pulls from one place the later one tells.
    const next = route === 'pull' ? undefined : alike.find(({ used }) => !used);
    const exchange = next ?? alike.at(-1);
    if (!exchange) return this.#improvise(route, read.data, response);
    exchange.used = true;
    const send = (part: unknown): string => JSON.stringify(exchange.status === 200 ? this.#change(part, route) : part);
    if (exchange.ending === 'lost') return void response.destroy();
    response.writeHead(exchange.status, { 'content-type': exchange.contentType });
    if (route !== 'snapshot' || exchange.status !== 200) return void response.end(send(exchange.reply));
    const lines = `${(exchange.reply as unknown[]).map(send).join('\n')}\n`;
    if (exchange.ending === 'whole') return void response.end(lines);
    response.write(lines, () => setTimeout(() => response.destroy(), 50));
  }

  /** A pull more than was recorded, from where the device stands, finds nothing new. */
  #improvise(route: Route, body: object, response: ServerResponse): void {
    const given = JSON.stringify(this.#known.map(({ reply }) => reply));
    if (route !== 'pull' || !('cursor' in body) || !given.includes(JSON.stringify(body.cursor))) {
      this.puzzled.push(`${route} ${JSON.stringify(body).slice(0, 300)}`);
      return refuse(response, 500, 'INTERNAL', {});
    }
    const pulls = this.#known.filter((exchange) => exchange.used && exchange.route !== 'snapshot');
    const lastSeq = (pulls.at(-1)?.reply as { lastSeq?: number } | undefined)?.lastSeq ?? 0;
    const nothing = { kind: 'page', upTo: body.cursor, blocks: [], deleted: [], forget: [], lastSeq, next: null };
    const reply = { ...nothing, now: this.#recording.header.startedAt };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(this.#change(reply, route)));
  }
}

/** What makes two requests the same, whoever sends them. */
function keyOf(route: string, body: unknown): string {
  const { mutations, cursor, page, after } = body as {
    mutations?: { seq: number; name: string; args: unknown }[];
    cursor?: unknown;
    page?: unknown;
    after?: unknown;
  };
  const content = mutations?.map(({ seq, name, args }) => [seq, name, args]);
  return canonicalJson([route, content ?? null, cursor ?? null, page ?? null, after ?? null]);
}

function refuse(response: ServerResponse, status: number, code: string, details: object): void {
  const type = `urn:outpost:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  response.end(JSON.stringify({ type, title: code, status, code, details }));
}
