import type { BridgeRequest, WorkerMessage } from '../../core/bridge/contract.ts';

/** Carries messages to the data worker and back, in order. */
export type Transport = {
  readonly post: (request: BridgeRequest) => void;
  /** @returns stops listening */
  readonly onMessage: (listener: (message: WorkerMessage) => void) => () => void;
  /** Calls back with `true` when messages pass (again) and with `false` when they no longer do. @returns stops listening */
  readonly onConnection: (listener: (connected: boolean) => void) => () => void;
};

/** What the preload exposes as `window.outpost`. */
export type PreloadPort = {
  readonly postMessage: (message: BridgeRequest) => void;
  readonly onMessage: (listener: (message: WorkerMessage) => void) => () => void;
};

declare global {
  interface Window {
    readonly outpost?: PreloadPort;
  }
}

const firstRetryMs = 200;
const longestRetryMs = 5_000;

/** The transport of the desktop application: the preload's port, connected from the start. */
export function preloadTransport(port: PreloadPort): Transport {
  return {
    post: (request) => port.postMessage(request),
    onMessage: (listener) => port.onMessage(listener),
    onConnection: (listener) => {
      listener(true);
      return () => {};
    },
  };
}

/**
 * The transport to the browser host: a WebSocket that reconnects with growing pauses.
 * Messages posted while it is down are dropped; the bridge posts only while connected.
 * @param url e.g. `ws://127.0.0.1:4310/bridge`
 */
export function webSocketTransport(url: string): Transport {
  const messageListeners = new Set<(message: WorkerMessage) => void>();
  const connectionListeners = new Set<(connected: boolean) => void>();
  let retryMs = firstRetryMs;
  let socket: WebSocket;
  const tellConnection = (connected: boolean): void => {
    for (const listener of connectionListeners) listener(connected);
  };
  const connect = (): void => {
    socket = new WebSocket(url);
    socket.addEventListener('open', () => {
      retryMs = firstRetryMs;
      tellConnection(true);
    });
    socket.addEventListener('message', (event: MessageEvent<string>) => {
      const message = JSON.parse(event.data) as WorkerMessage;
      for (const listener of messageListeners) listener(message);
    });
    socket.addEventListener('close', () => {
      tellConnection(false);
      setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, longestRetryMs);
    });
  };
  connect();
  return {
    post: (request) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(request));
    },
    onMessage: (listener) => listenIn(messageListeners, listener),
    onConnection: (listener) => {
      if (socket.readyState === WebSocket.OPEN) listener(true);
      return listenIn(connectionListeners, listener);
    },
  };
}

function listenIn<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The transport this window has: the preload's, or a WebSocket to the host that served the page. */
export function windowTransport(): Transport {
  if (window.outpost) return preloadTransport(window.outpost);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return webSocketTransport(`${scheme}://${location.host}/bridge`);
}
