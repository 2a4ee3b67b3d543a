/** What one contestant is: two programs that are run in processes of their own, and what has to be said beside its figures. */
export type Peer = {
  /** As named on the command line. */
  readonly name: string;
  readonly title: string;
  /** Installed with npm into the scratch folder; exact versions. Empty: what this repository has. */
  readonly packages: Readonly<Record<string, string>>;
  /** npm's overrides for these packages. */
  readonly overrides?: Readonly<Record<string, string>>;
  readonly server: URL;
  readonly device: URL;
  /** Told to both programs. */
  readonly variant?: string;
  /** Devices stay connected and hear of changes; otherwise the third device asks after the second has sent. */
  readonly live: boolean;
  /** Edits can be made while the server cannot be reached. */
  readonly offlineEdits: boolean;
  /** The server's leads have children, which the figures for leads leave out: the wire is measured once more without. */
  readonly hasChildren?: boolean;
  /** Larger ones are left out, and the report says so. */
  readonly maxLeads?: number;
  /** @returns why it cannot run on this machine, if so */
  readonly cannotRun?: () => string | undefined;
  readonly notes: FairnessNotes;
};

/** What a reader has to know to compare. */
export type FairnessNotes = {
  /** When a write of the device is on the disk. */
  readonly durability: string;
  readonly encryption: string;
  readonly compression: string;
  /** What travels for a lead and for an edit. */
  readonly unit: string;
  readonly other?: string;
};

/** What a server program is started with. */
export type ServerConfig = {
  readonly folder: string;
  /** Where this peer's packages are installed. */
  readonly modules: string;
  readonly variant: string | null;
  readonly leads: number;
  readonly children: boolean;
};

/** What a server program answers to `start`, once it holds all leads. */
export type ServerReady = { readonly port: number; readonly shared: string | null };

/** What a device program is started with. */
export type DeviceConfig = {
  readonly name: string;
  /** The device's store; it may hold one from before. */
  readonly folder: string;
  readonly modules: string;
  readonly variant: string | null;
  /** Where this device reaches the server. */
  readonly url: string;
  readonly shared: string | null;
  readonly leads: number;
  readonly edits: number;
};

/** Seconds from an empty store that is open. */
export type FirstSync = {
  /** All leads are committed to the device's store, as its notes define it. */
  readonly durable: number;
  /** The first page of leads can be shown. */
  readonly usable: number;
  /** With children, indexes and search. */
  readonly everything: number;
  /** Leads in the device's store afterwards. */
  readonly rows: number;
};

export type Opened = {
  /** From before the engine's code is loaded until the first 50 rows are read. */
  readonly ms: number;
  readonly rows: number;
};

export type Memory = {
  /** Largest resident size so far, MB. */
  readonly peakMb: number;
  /** Resident size after a garbage collection, MB. */
  readonly restMb: number;
};

/** What a device program can be asked. Each answers seconds, null where it has no such step. */
export type DeviceOperations = {
  readonly firstSync: () => Promise<FirstSync>;
  /** Edits one field of `edits` leads, one action each. */
  readonly edit: () => Promise<number | null>;
  /** Sends the edits; done when the server has confirmed them. */
  readonly push: () => Promise<number>;
  /** Brings the edits; done when all are in this device's store. */
  readonly pull: () => Promise<number>;
  readonly open: () => Promise<Opened>;
};
