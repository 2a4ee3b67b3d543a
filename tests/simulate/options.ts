/** What a simulation is made of. */
export type SimulateOptions = {
  readonly store: 'postgres' | 'embedded';
  /** Server processes; one where the store is embedded. */
  readonly servers: number;
  readonly organizations: number;
  /** Of all organizations together. */
  readonly devices: number;
  /** How long devices work, go offline and come back; starting and coming to rest come on top. */
  readonly seconds: number;
  /** Seconds between two edits of a device, on average. */
  readonly editSeconds: number;
  readonly seed: number;
};

/** What a device needs to begin. */
export type DeviceSpec = {
  readonly index: number;
  readonly serverUrl: string;
  readonly serverId: string;
  readonly organizationId: string;
  readonly token: string;
  readonly userId: string;
  /** The product line that everybody counts up. */
  readonly counterId: string;
  /** The one of its organization that writes the last note, when all others rest. */
  readonly isFirst: boolean;
};

/** A note and when: written on its device, or first seen on another. Epoch milliseconds of the one machine. */
export type NoteTime = { readonly id: string; readonly at: number };

/** What a device did and saw. */
export type DeviceReport = {
  readonly index: number;
  readonly organizationId: string;
  readonly clientId: string;
  /** Mutations made. */
  readonly made: number;
  /** What its counting adds up to. */
  readonly counted: number;
  readonly notes: readonly NoteTime[];
  readonly seen: readonly NoteTime[];
  /** Epoch milliseconds. */
  readonly offline: readonly { readonly from: number; readonly to: number }[];
  readonly requests: number;
  /** Replies that were thrown away although the server had acted. */
  readonly repliesLost: number;
  /** Requests that the server refused, by status. */
  readonly refusedByStatus: Readonly<Record<string, number>>;
  /** Mutations that the server refused. */
  readonly rejected: number;
  readonly cursorVersion: number;
  readonly audit: { readonly checked: number; readonly repaired: number };
};
