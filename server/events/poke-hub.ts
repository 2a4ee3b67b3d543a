/** What of a store the hub needs. */
export type CommitSource = {
  onCommit(listener: (version: number) => void): () => void;
  onAccessEnded(listener: () => void): () => void;
};

export type PokeListener = {
  /** The organization has reached a version; versions between may have been skipped. */
  poke(version: number): void;
  /** Somebody's access has ended: whoever holds the stream looks whether it was theirs. */
  check(): void;
  /** The stream has to end: the session is over or the server stops. */
  end(): void;
};

type Subscriber = {
  readonly token: string;
  readonly listener: PokeListener;
  timer: NodeJS.Timeout | undefined;
  version: number;
  /** When the pause after the last poke ends, by the monotonic clock. */
  quietUntil: number;
};

type Room = { readonly subscribers: Set<Subscriber>; readonly stop: () => void };

/** After a poke the commits within this are one: the first after a pause is told at once. Milliseconds. */
const coalesceMs = 40;
/** Each listener more spreads the pokes this much further, so that they do not all pull at once. Milliseconds. */
const spreadMsPerListener = 5;
const maxSpreadMs = 3000;

/** Tells the event streams of each organization about its commits, coalesced and jittered. */
export class PokeHub {
  private readonly rooms = new Map<string, Room>();
  private readonly random: () => number;

  /** @param random a number from 0 to 1, exclusive */
  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  /**
   * @param source the organization's store
   * @param token of the session whose stream this is
   * @returns what ends the subscription
   */
  subscribe(organizationId: string, source: CommitSource, token: string, listener: PokeListener): () => void {
    const room = this.rooms.get(organizationId) ?? this.open(organizationId, source);
    const subscriber: Subscriber = { token, listener, timer: undefined, version: 0, quietUntil: 0 };
    room.subscribers.add(subscriber);
    return () => {
      clearTimeout(subscriber.timer);
      room.subscribers.delete(subscriber);
      if (room.subscribers.size > 0 || this.rooms.get(organizationId) !== room) return;
      this.rooms.delete(organizationId);
      room.stop();
    };
  }

  /** Ends the streams of a session that was signed out. */
  endSession(token: string): void {
    for (const subscriber of this.all()) if (subscriber.token === token) subscriber.listener.end();
  }

  /** Ends every stream: the server stops. */
  endAll(): void {
    for (const subscriber of this.all()) subscriber.listener.end();
  }

  private all(): readonly Subscriber[] {
    return [...this.rooms.values()].flatMap((room) => [...room.subscribers]);
  }

  private open(organizationId: string, source: CommitSource): Room {
    const subscribers = new Set<Subscriber>();
    const endPokes = source.onCommit((version) => {
      const spreadMs = Math.min(maxSpreadMs, subscribers.size * spreadMsPerListener);
      for (const subscriber of subscribers) this.schedule(subscriber, version, this.random() * spreadMs);
    });
    const endChecks = source.onAccessEnded(() => {
      for (const { listener } of subscribers) listener.check();
    });
    const stop = () => {
      endPokes();
      endChecks();
    };
    const room = { subscribers, stop };
    this.rooms.set(organizationId, room);
    return room;
  }

  private schedule(subscriber: Subscriber, version: number, spreadMs: number): void {
    subscriber.version = Math.max(subscriber.version, version);
    const pauseMs = Math.max(0, subscriber.quietUntil - performance.now());
    // The first commit starts the timer; those until it fires ride along.
    subscriber.timer ??= setTimeout(() => {
      subscriber.timer = undefined;
      subscriber.quietUntil = performance.now() + coalesceMs;
      subscriber.listener.poke(subscriber.version);
    }, pauseMs + spreadMs);
  }
}
