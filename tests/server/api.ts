import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { uuidv7From } from '../../core/kernel/ids.ts';
import { protocolVersion } from '../../core/protocol/sync.ts';
import type { PullReply, PushReply, SnapshotChunk, WireMutation } from '../../core/protocol/sync.ts';

export const newId = (): string => uuidv7From(Date.now(), randomBytes(10));

export type Reply<Body = Record<string, unknown>> = {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
};

/** A caller of one server, signed in or not. */
export class Api {
  readonly url: string;
  readonly token: string | undefined;
  readonly accountId: string | undefined;

  constructor(url: string, token?: string, accountId?: string) {
    this.url = url;
    this.token = token;
    this.accountId = accountId;
  }

  /** @throws Error when the sign-in is refused */
  async signIn(email: string, password: string): Promise<Api> {
    const { status, body } = await this.post<{ token: string }>('/v1/sign-in', { email, password });
    if (status !== 200) throw new Error(`sign-in answered ${status}: ${JSON.stringify(body)}`);
    return new Api(this.url, body.token);
  }

  headers(): Record<string, string> {
    return {
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      ...(this.accountId ? { 'x-account-id': this.accountId } : {}),
    };
  }

  async send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    init: { body?: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Reply<Body>> {
    const response = await fetch(this.url + path, {
      method,
      headers: { ...this.headers(), ...init.headers },
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const text = await response.text();
    const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson && text ? JSON.parse(text) : { text }) as Body,
    };
  }

  get<Body = Record<string, unknown>>(path: string): Promise<Reply<Body>> {
    return this.send<Body>('GET', path);
  }

  post<Body = Record<string, unknown>>(path: string, body: unknown): Promise<Reply<Body>> {
    return this.sendJson<Body>('POST', path, body);
  }

  sendJson<Body = Record<string, unknown>>(method: string, path: string, body: unknown): Promise<Reply<Body>> {
    return this.send<Body>(method, path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }

  postGzipped<Body = Record<string, unknown>>(path: string, body: unknown): Promise<Reply<Body>> {
    return this.send<Body>('POST', path, {
      body: new Uint8Array(gzipSync(JSON.stringify(body))),
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
    });
  }
}

/** A device's side of the protocol, by hand: it numbers its mutations and otherwise trusts the test. */
export class TestDevice {
  readonly api: Api;
  clientId = newId();
  private seq = 0;

  constructor(api: Api) {
    this.api = api;
  }

  /** @returns this device, whose server is somewhere else now */
  movedTo(api: Api): TestDevice {
    const moved = new TestDevice(api);
    moved.clientId = this.clientId;
    moved.seq = this.seq;
    return moved;
  }

  mutation(name: string, args: unknown, seq = (this.seq += 1)): WireMutation {
    return { seq, name, args, at: Date.now() };
  }

  push(...mutations: readonly WireMutation[]): Promise<Reply<PushReply & { code?: string }>> {
    return this.api.post('/v1/sync/push', { protocol: protocolVersion, clientId: this.clientId, mutations });
  }

  /** Pushes one mutation that has to be applied. */
  async apply(name: string, args: unknown): Promise<void> {
    const { status, body } = await this.push(this.mutation(name, args));
    const outcome = body.outcomes?.[0]?.outcome;
    if (status !== 200 || outcome?.kind !== 'applied') throw new Error(`${name}: ${status} ${JSON.stringify(body)}`);
  }

  /** @returns every line of a snapshot, from the beginning or after a position */
  async snapshot(after: string | null = null): Promise<SnapshotChunk[]> {
    const request = { protocol: protocolVersion, clientId: this.clientId, after };
    const { status, body } = await this.api.post<{ text: string }>('/v1/sync/snapshot', request);
    if (status !== 200) throw new Error(`snapshot answered ${status}: ${JSON.stringify(body)}`);
    const lines = body.text.trim().split('\n');
    return lines.map((line) => JSON.parse(line) as SnapshotChunk);
  }

  pull(cursor: { version: number; stamp: string }): Promise<Reply<PullReply & { code?: string }>> {
    return this.api.post('/v1/sync/pull', { protocol: protocolVersion, clientId: this.clientId, cursor, page: null });
  }
}

/** The ids of a table's rows among blocks. */
export function idsIn(blocks: readonly (SnapshotChunk['block'] | undefined)[], table: string): string[] {
  return blocks.flatMap((block) => {
    if (!block || block.table !== table) return [];
    const column = block.columns.indexOf('id');
    return block.rows.map((row) => row[column] as string);
  });
}

/** Reads server-sent events as they come. */
export class EventReader {
  private readonly reader: ReadableStreamDefaultReader<string>;
  private readonly abort: AbortController;
  private text = '';

  private constructor(body: ReadableStream<Uint8Array<ArrayBuffer>>, abort: AbortController) {
    this.reader = body.pipeThrough(new TextDecoderStream()).getReader();
    this.abort = abort;
  }

  static async open(api: Api): Promise<EventReader> {
    const abort = new AbortController();
    const response = await fetch(`${api.url}/v1/sync/events`, { headers: api.headers(), signal: abort.signal });
    if (!response.ok || !response.body) throw new Error(`events answered ${response.status}`);
    return new EventReader(response.body, abort);
  }

  /** @returns the next event; undefined when the stream has ended */
  async next(): Promise<{ event: string; data: { version: number } } | undefined> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/, 2) as [string, string]));
        if (fields.has('event')) return { event: fields.get('event')!, data: JSON.parse(fields.get('data')!) };
        continue;
      }
      const { done, value } = await this.reader.read();
      if (done) return undefined;
      this.text += value;
    }
  }

  close(): void {
    this.abort.abort();
  }
}
