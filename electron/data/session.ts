import type { FileStates } from '../../core/bridge/files.ts';
import type { ChangedRows, LeftBehind, SessionState, SyncStatus } from '../../core/bridge/contract.ts';
import { deviceSpecs } from '../../core/schema/tables.ts';
import type { DeviceReport } from '../../core/protocol/headers.ts';
import { httpTransport } from '../sync/http-transport.ts';
import type { Timers } from '../sync/transport.ts';
import { BridgeFailure } from './bridge-failure.ts';
import { filesFolderOf, removeDatabase, setAside } from './database-files.ts';
import { leftBehind, noteLeftBehind } from './left-behind.ts';
import { OpenDatabase } from './open-database.ts';
import type { Binding } from './outbox-file.ts';
import { boundDatabaseFile, sampleDatabaseFile } from './profile.ts';
import { lockedState, signedInState, signedOutState } from './session-state.ts';
import { isRevokedAtServer, signInAtServer, signOutAtServer } from './server-sign-in.ts';
import { fillSample } from './sample-database.ts';
import type { Migration } from './sqlite-migrations.ts';
import type { SavedSession, SqliteSettings } from './sqlite-settings.ts';
import { openSqliteStore, type SqliteStore } from './sqlite-store.ts';
import { StoreError } from './store-error.ts';
import { signedOutStatus, unreadableStatus } from './sync-status.ts';
import { beginWipe, finishWipe, isWiping, unfinishedWipes } from './wipe.ts';

/** How a person recognises a device among others. */
export type DeviceName = Pick<DeviceReport, 'name' | 'platform' | 'appVersion'>;

export type SessionPorts = {
  readonly settings: SqliteSettings;
  readonly directory: string;
  readonly key: Uint8Array;
  readonly migrations: readonly Migration[];
  /** The server that the sign-in form suggests; null: the last one used. */
  readonly serverUrl: string | null;
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  readonly fetch: typeof globalThis.fetch;
  readonly timers: Timers;
  /** Runs slices of work between other work until one answers false. */
  readonly schedule: (slice: () => boolean) => void;
  /** The same, while nothing else is to do. */
  readonly scheduleIdle: (slice: () => boolean) => void;
  /** What this device says of itself to the server. */
  readonly device: DeviceName;
  readonly onSession: () => void;
  readonly onChanged: (changed: ChangedRows) => void;
  /** Where contents of files are has changed. */
  readonly onFiles: (states: FileStates) => void;
  /** A bug, to be logged with its cause. */
  readonly onBug: (where: string, cause: unknown) => void;
  readonly onStatus: () => void;
};

type SyncedSession = Extract<SavedSession, { kind: 'synced' }>;

/** Who is signed in, and with them which database is open. */
export class Session {
  readonly #ports: SessionPorts;
  #database: OpenDatabase | undefined;
  /** Why the saved session could not be opened; told to whoever asks, until a person signs in again. */
  #failure: StoreError | undefined;
  /** The database whose lock has been told. */
  #locked: OpenDatabase | undefined;
  #asking = false;

  /** Ends what a wipe has left, then goes on with the saved session. */
  constructor(ports: SessionPorts) {
    this.#ports = ports;
    try {
      this.#finishWipes();
      const saved = ports.settings.get('session');
      if (saved) this.#open(saved);
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause;
      this.#failure = cause;
    }
  }

  /** @throws BridgeFailure SIGNED_OUT, LOCKED; StoreError when the database could not be opened */
  get database(): OpenDatabase {
    if (this.#failure) throw this.#failure;
    if (!this.#database) throw new BridgeFailure('SIGNED_OUT', 'Nobody is signed in on this device.');
    if (this.#isLocked()) throw new BridgeFailure('LOCKED', 'This device is locked: sign in to open it.');
    return this.#database;
  }

  /** The session with a server. @throws BridgeFailure SIGNED_OUT, LOCKED; StoreError */
  get synced(): SyncedSession {
    const saved = this.database && this.#ports.settings.get('session');
    if (saved?.kind !== 'synced') throw new BridgeFailure('SIGNED_OUT', 'Nobody is signed in to a server.');
    return saved;
  }

  get isOpen(): boolean {
    return this.#database !== undefined && !this.#isLocked();
  }

  /** @throws StoreError when the saved session's database could not be opened */
  state(): SessionState {
    if (this.#failure) throw this.#failure;
    const saved = this.#ports.settings.get('session');
    if (!this.#database || !saved) return signedOutState(this.#ports.settings, this.#ports.serverUrl);
    if (saved.kind === 'synced' && this.#isLocked()) return lockedState(saved, this.#database);
    return signedInState(saved, this.#database, leftBehind(this.#ports.settings, this.#fileOf(saved)));
  }

  /** Time goes by: the lease may have ended meanwhile. */
  passTime(): void {
    this.#database?.passTime();
    this.#isLocked();
  }

  /** Tries to reach the server at once; a locked database only asks whether it was revoked. @throws BridgeFailure SIGNED_OUT */
  wake(): void {
    if (this.#database && this.#isLocked()) void this.#askIfRevoked(this.#database);
    else this.database.wake();
  }

  /** A database whose state cannot be read is a state, too: whoever is told of it every second must not fail on it. */
  status(): SyncStatus {
    try {
      return this.#database?.status() ?? signedOutStatus;
    } catch (cause) {
      if (cause instanceof StoreError) return unreadableStatus(cause.message);
      throw cause;
    }
  }

  /**
   * Signs in, now or again, and opens the database that belongs to this person there. Another person's database stays on the
   * disk with whatever waits in it.
   * @throws BridgeFailure WRONG_CREDENTIALS, NO_ORGANIZATION, UNREACHABLE, UNTRUSTED_CERTIFICATE; StoreError
   */
  async signIn(serverUrl: string, email: string, password: string): Promise<SessionState> {
    const { fetch, settings } = this.#ports;
    const { token, session } = await signInAtServer(serverUrl, { email, password }, fetch);
    const { user, organization, serverId } = session;
    const saved: SyncedSession = { kind: 'synced', serverUrl, token, serverId, organization, user };
    noteLeftBehind(settings, this.#fileOf(saved), this.#waiting());
    this.#close();
    try {
      // All of it: one damaged page does not keep a database from opening, and signing in again is how it is mended.
      this.#open(saved, { verify: true, isSignIn: true });
    } catch (cause) {
      if (!(cause instanceof StoreError) || cause.code !== 'STORE_CORRUPT') throw cause;
      // The person has just proven who they are: what cannot be read is put aside, and everything is downloaded again.
      setAside(cause.file, this.#ports.now());
      this.#open(saved, { isSignIn: true });
    }
    settings.set('lastServerUrl', serverUrl);
    settings.set('lastEmail', email);
    settings.remove('wiped');
    this.#noteWipe(this.#fileOf(saved));
    this.#database?.note({ kind: 'signedIn', details: {} });
    return this.#begin(saved);
  }

  /**
   * Signs out and removes the person's data from this device.
   * @param discardPending gives up what the server has not got yet
   * @throws BridgeFailure PENDING_WORK
   */
  async signOut(discardPending: boolean): Promise<SessionState> {
    const { settings, fetch } = this.#ports;
    const saved = settings.get('session');
    // Not `status()`: what cannot be counted must not count as nothing.
    const { pending, rejected } = (this.#failure ? undefined : this.#database?.status()) ?? signedOutStatus;
    const unsent = pending + rejected + (saved?.kind === 'synced' ? (this.#database?.files.unsent() ?? 0) : 0);
    if (unsent > 0 && !discardPending) {
      throw new BridgeFailure('PENDING_WORK', `${unsent} changes or files have not reached the server yet.`);
    }
    const hadFailed = this.#failure !== undefined;
    this.#close();
    settings.remove('session');
    // What could not be opened is kept, for whoever can repair it.
    if (saved && !hadFailed) removeDatabase(this.#fileOf(saved));
    this.#ports.onSession();
    if (saved?.kind === 'synced') await signOutAtServer(saved.serverUrl, saved.token, fetch);
    return this.state();
  }

  /** Opens the generated company, new. @throws StoreError; BridgeFailure PENDING_WORK while somebody is signed in */
  trySample(): SessionState {
    if (this.#ports.settings.get('session')?.kind === 'synced') {
      throw new BridgeFailure(
        'PENDING_WORK',
        'Sign out first: the sample company takes the place of your data on the screen.',
      );
    }
    this.#close();
    const file = sampleDatabaseFile(this.#ports.directory);
    removeDatabase(file);
    const store = this.#openStore(file);
    let userId: string;
    try {
      userId = fillSample(store, this.#ports.now());
    } finally {
      store.close();
    }
    const saved: SavedSession = { kind: 'sample', userId };
    this.#open(saved);
    return this.#begin(saved);
  }

  /** Whether the open database is locked; from the moment that it is, nothing of it goes anywhere. */
  #isLocked(): boolean {
    const database = this.#database;
    if (!database?.isLocked()) return false;
    if (this.#locked !== database) {
      this.#locked = database;
      database.stopSync();
      // Not within whatever is being asked.
      this.#ports.schedule(() => {
        if (database !== this.#database) return false;
        database.passTime();
        this.#ports.onSession();
        void this.#askIfRevoked(database);
        return false;
      });
    }
    return true;
  }

  async #askIfRevoked(database: OpenDatabase): Promise<void> {
    const saved = this.#ports.settings.get('session');
    if (saved?.kind !== 'synced' || this.#asking) return;
    this.#asking = true;
    const isRevoked = await isRevokedAtServer(saved, this.#ports.fetch);
    this.#asking = false;
    if (isRevoked) this.#wipe(saved, database);
  }

  /** What waits in the database that a sign-in is about to leave. */
  #waiting(): { readonly file: string; readonly waiting: LeftBehind } | undefined {
    const saved = this.#ports.settings.get('session');
    if (saved?.kind !== 'synced') return undefined;
    const { pending, rejected } = this.#failure ? signedOutStatus : this.status();
    const { user, organization, serverUrl } = saved;
    const who = { name: user.name, email: user.email, organizationName: organization.name, serverUrl };
    return { file: this.#fileOf(saved), waiting: { ...who, pending: pending + rejected } };
  }

  /** Ends everything under way and closes the databases. */
  close(): void {
    this.#close();
    this.#ports.settings.close();
  }

  #begin(saved: SavedSession): SessionState {
    this.#ports.settings.set('session', saved);
    this.#ports.onSession();
    return this.state();
  }

  #close(): void {
    this.#database?.close();
    this.#database = undefined;
    this.#locked = undefined;
    this.#failure = undefined;
  }

  #open(saved: SavedSession, { verify = false, isSignIn = false } = {}): void {
    const store = this.#openStore(this.#fileOf(saved));
    try {
      if (verify) store.verify();
      this.#database = this.#databaseOf(saved, store);
    } catch (cause) {
      store.close();
      throw cause;
    }
    if (isSignIn) this.#database.renewLease();
    if (saved.kind === 'synced' && !this.#isLocked()) this.#startSync(this.#database, saved);
  }

  #databaseOf(saved: SavedSession, store: SqliteStore): OpenDatabase {
    const { now, random, onChanged, onFiles, onBug, onStatus } = this.#ports;
    const synced = saved.kind === 'synced';
    const database: OpenDatabase = new OpenDatabase({
      store,
      userId: synced ? saved.user.id : saved.userId,
      mode: synced ? 'synced' : 'local',
      timeZone: synced ? saved.organization.timeZone : 'UTC',
      binding: synced ? bindingOf(saved) : undefined,
      now,
      random,
      filesFolder: filesFolderOf(this.#fileOf(saved)),
      onChanged,
      onFiles,
      onBug,
      onStatus,
      // Not within the engine's own step: the database under it is closed.
      onRevoked: () => this.#ports.schedule(() => this.#wipe(saved, database)),
    });
    return database;
  }

  /** What a wipe took is told by the log of the database that takes its place. */
  #noteWipe(file: string): void {
    const { settings } = this.#ports;
    const { [file]: wipe, ...others } = settings.get('wipes') ?? {};
    if (!wipe) return;
    this.#database?.note({ kind: 'wiped', details: { wipedAt: wipe.at, changes: wipe.lost } });
    settings.set('wipes', others);
  }

  /** Nothing of it can be read from the first step on, and a crash between two of them changes nothing in that. */
  #wipe(saved: SavedSession, revoked: OpenDatabase): false {
    if (saved.kind !== 'synced' || revoked !== this.#database) return false;
    const { settings, now } = this.#ports;
    const file = this.#fileOf(saved);
    const { pending, rejected } = this.status();
    const wipe = { at: now(), lost: pending + rejected };
    settings.set('wiped', { ...wipe, organizationName: saved.organization.name });
    settings.set('wipes', { ...settings.get('wipes'), [file]: wipe });
    try {
      beginWipe(file);
      this.#close();
      settings.remove('session');
      finishWipe(file);
    } catch (cause) {
      if (!(cause instanceof StoreError)) throw cause;
      this.#close();
      this.#failure = cause;
    }
    this.#ports.onSession();
    return false;
  }

  /** @throws StoreError when something cannot be removed */
  #finishWipes(): void {
    const { settings, directory } = this.#ports;
    for (const file of unfinishedWipes(directory)) {
      const saved = settings.get('session');
      if (saved && this.#fileOf(saved) === file) settings.remove('session');
      finishWipe(file);
    }
  }

  #startSync(database: OpenDatabase, { serverUrl, serverId, token, organization }: SyncedSession): void {
    const { device } = this.#ports;
    const report = (): DeviceReport => ({ ...device, ...database.waiting() });
    const transport = httpTransport({ serverUrl, serverId, token, organizationId: organization.id, report });
    const headers = (): Record<string, string> => ({
      authorization: `Bearer ${token}`,
      'x-account-id': organization.id,
    });
    database.startSync(transport, { serverUrl, headers }, this.#ports.timers);
  }

  #openStore(file: string): SqliteStore {
    const { key, migrations, schedule, scheduleIdle } = this.#ports;
    if (isWiping(file)) finishWipe(file);
    return openSqliteStore({ file, key, migrations, specs: deviceSpecs, schedule, scheduleIdle });
  }

  #fileOf(saved: SavedSession): string {
    const { directory } = this.#ports;
    if (saved.kind === 'sample') return sampleDatabaseFile(directory);
    return boundDatabaseFile(directory, bindingOf(saved));
  }
}

function bindingOf({ serverId, organization, user }: SyncedSession): Binding {
  return { serverId, organizationId: organization.id, userId: user.id };
}
