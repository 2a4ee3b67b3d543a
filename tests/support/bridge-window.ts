import type { BridgeEvent, BridgeReply, MethodName, MethodParams, WorkerMessage } from '../../core/bridge/contract.ts';

/** A window as a test plays it: calls, and the events it was told. */
export type TestWindow = {
  readonly call: <M extends MethodName>(method: M, params: MethodParams<M>) => Promise<BridgeReply<unknown>>;
  /** Sends something that need not be a request. */
  readonly post: (message: unknown) => void;
  readonly events: readonly BridgeEvent[];
  /** Resolves with the first event, told before or later, that fits. */
  readonly event: (fits: (event: BridgeEvent) => boolean) => Promise<BridgeEvent>;
};

/**
 * @param connect connects to a worker or its host: takes what receives messages, returns what sends them
 */
export function testWindow(
  connect: (receive: (message: WorkerMessage) => void) => (message: unknown) => void,
): TestWindow {
  const answers = new Map<number, (reply: BridgeReply<unknown>) => void>();
  const events: BridgeEvent[] = [];
  const watchers = new Set<() => void>();
  const post = connect((message) => {
    if ('type' in message) {
      events.push(message);
      for (const watcher of watchers) watcher();
    } else answers.get(message.id)?.(message.reply);
  });
  let last = 0;
  return {
    events,
    post,
    call: (method, params) =>
      new Promise((resolve) => {
        const id = ++last;
        answers.set(id, resolve);
        post({ id, method, params });
      }),
    event: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find(fits);
          if (!found) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      }),
  };
}
