import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable, type Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { outboxFileLimit } from '../../core/bridge/sync-centre.ts';
import type { DataWorker } from '../../electron/data/start-worker.ts';
import type { ReceivedFile } from '../../electron/data/file-port.ts';
import { documentIdOf, servedFileHeaders } from '../../electron/shell/served-file.ts';
import { securityHeaders } from '../../electron/shell/content-security-policy.ts';
import { Access, type Refusal } from './access.ts';
import { sendFile } from './static-files.ts';

export type BrowserHostOptions = {
  /** 0: any free port. */
  readonly port: number;
  /** Folder of the built renderer. */
  readonly renderer: string;
  readonly worker: Pick<DataWorker, 'connect' | 'file'>;
};

export type BrowserHost = {
  readonly port: number;
  /** The address to open, good for one use. */
  readonly startUrl: string;
  readonly close: () => Promise<void>;
};

/** Largest message of a window: an outbox file, of which every character may take two bytes. */
const maxMessageBytes = 2 * outboxFileLimit;

/**
 * Serves the renderer and its bridge to a browser on this machine.
 * @throws Error EADDRINUSE when the port is taken
 */
export async function startBrowserHost({ port, renderer, worker }: BrowserHostOptions): Promise<BrowserHost> {
  const server = createServer();
  await listen(server, port);
  const access = new Access((server.address() as AddressInfo).port);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  server.on('request', (request, response) => void answer(request, response, access, { renderer, worker }));
  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const refusal = refusesUpgrade(request, access);
    if (refusal) return refuseUpgrade(socket, refusal);
    sockets.handleUpgrade(request, socket, head, (window) => connectWindow(window, worker));
  });
  return {
    port: (server.address() as AddressInfo).port,
    startUrl: access.startUrl,
    close: async () => {
      for (const window of sockets.clients) window.close(1001, 'the browser host ends');
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      for (const window of sockets.clients) window.terminate();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  { renderer, worker }: Pick<BrowserHostOptions, 'renderer' | 'worker'>,
): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  const refusal = access.refusesSource(request, { originRequired: false });
  if (refusal) return refuse(response, refusal);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, { status: 405, message: 'Only GET.' });
  const url = new URL(request.url ?? '/', 'http://host');
  if (url.pathname === '/start') return start(response, access, url.searchParams.get('token') ?? '');
  const stranger = access.refusesVisitor(request);
  if (stranger) return refuse(response, stranger);
  const documentId = documentIdOf(url.pathname);
  if (documentId !== undefined) return sendDocument(request, response, await worker.file(documentId));
  const sent = sendFile(response, renderer, url.pathname, request.method === 'GET');
  if (!sent) refuse(response, { status: 404, message: 'There is nothing here.' });
}

function start(response: ServerResponse, access: Access, token: string): void {
  const admission = access.admit(token);
  if (!('cookie' in admission)) return refuse(response, admission);
  response.writeHead(303, { location: '/', 'set-cookie': admission.cookie, 'cache-control': 'no-store' }).end();
}

/** What breaks off on the way ends the connection: a reader must not take half a file for a whole one. */
async function sendDocument(
  request: IncomingMessage,
  response: ServerResponse,
  file: ReceivedFile | undefined,
): Promise<void> {
  if (!file) return refuse(response, { status: 404, message: 'This file is not on this device.' });
  response.writeHead(200, servedFileHeaders(file));
  const body = Readable.fromWeb(file.body as Parameters<typeof Readable.fromWeb>[0]);
  if (request.method === 'HEAD') {
    body.destroy();
    response.end();
    return;
  }
  await pipeline(body, response).catch(() => response.destroy());
}

function refuse(response: ServerResponse, { status, message }: Refusal): void {
  response
    .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    .end(`${message}\n`);
}

function refusesUpgrade(request: IncomingMessage, access: Access): Refusal | undefined {
  if (new URL(request.url ?? '/', 'http://host').pathname !== '/bridge')
    return { status: 404, message: 'There is nothing here.' };
  return access.refusesSource(request, { originRequired: true }) ?? access.refusesVisitor(request);
}

function refuseUpgrade(socket: Duplex, { status, message }: Refusal): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\ncontent-type: text/plain\r\nconnection: close\r\n\r\n${message}\n`);
}

/** One window: its messages go to the worker as they are; the worker checks them. */
function connectWindow(window: WebSocket, worker: Pick<DataWorker, 'connect'>): void {
  const line = worker.connect((message) => window.send(JSON.stringify(message)));
  window.on('message', (data) => {
    try {
      line.post(JSON.parse(String(data)));
    } catch {
      window.close(1007, 'not JSON');
    }
  });
  window.on('close', () => line.close());
  window.on('error', () => window.terminate());
}
