import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv } from './deps.ts';

/** Nobody can listen there; the message is one line for the person who started the server. */
export class ListenError extends Error {}

export type Listening = {
  readonly port: number;
  /**
   * Stops accepting and lets running requests finish.
   * @param graceMs after this many milliseconds, those that have not are cut off
   */
  close(graceMs: number): Promise<void>;
};

/** Milliseconds; a slow line needs its time for a push, and a proxy must never keep a connection longer than we do. */
const limits = { headersTimeout: 20_000, requestTimeout: 180_000, keepAliveTimeout: 75_000 };

/** @throws ListenError when the port is taken or the address is not this machine's */
export async function listen(app: Hono<AppEnv>, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions: limits }) as Server;
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new ListenError(listenMessage(cause as NodeJS.ErrnoException, host, port), { cause });
  }
  return { port: (server.address() as AddressInfo).port, close: (graceMs) => close(server, graceMs) };
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  // A connection that was busy is idle after its reply, and would stay open for the next request.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}

function listenMessage(cause: NodeJS.ErrnoException, host: string, port: number): string {
  if (cause.code === 'EADDRINUSE') return `Port ${port} on ${host} is in use: choose another with --port.`;
  if (cause.code === 'EACCES') return `Port ${port} needs more rights than this process has: choose one above 1023.`;
  return `Cannot listen on ${host}:${port}: ${cause.message}.`;
}
