// SYNC-12: which contents are here, and in which state. SYNC-8: what nothing names any more goes, with its key.
import { createHash } from 'node:crypto';
import type { FileProblem, FileState, FileStates, TakenFile } from '../../core/bridge/files.ts';
import type { Program } from '../../core/kernel/reads.ts';
import { runSync } from '../../core/kernel/run-sync.ts';
import type { SyncStore } from '../../core/kernel/store.ts';
import { BlobFolder } from './blob-folder.ts';
import {
  allBlobs,
  blob,
  forgetBlob,
  isStoredForSomeRow,
  namedContents,
  patchBlob,
  putBlob,
  type Blob,
} from './blob-rows.ts';
import { FileIntake } from './file-intake.ts';
import { chunkBytes, chunkCount, DamagedFile, SealedReader } from './sealed-file.ts';

export type DeviceFilesPorts = {
  readonly store: SyncStore;
  /** Folder of the sealed files of this database. */
  readonly folder: string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** The states of these contents have changed. */
  readonly onStates: (states: FileStates) => void;
};

/** A content taken in for a row that was never written is forgotten after this. Milliseconds. */
const unnamedMs = 3_600_000;
/** What somebody has looked at stays at least this long. Milliseconds. */
const lookedAtMs = 86_400_000;
/** So many windows can be adding files at once; a window that was closed in the middle leaves its own to this limit. */
const mostIntakes = 16;
/** A whole file is checked in slices of so many chunks, so that nobody waits for it. */
const checkedChunks = 16;

/** The contents on this device. */
export class DeviceFiles {
  readonly #ports: DeviceFilesPorts;
  readonly #folder: BlobFolder;
  readonly #intakes = new Map<string, FileIntake>();
  readonly #problems = new Map<string, FileProblem>();

  /** @throws StoreError when the folder cannot be made */
  constructor(ports: DeviceFilesPorts) {
    this.#ports = ports;
    this.#folder = new BlobFolder(ports.folder);
    this.#recover();
  }

  get folder(): BlobFolder {
    return this.#folder;
  }

  /** Begins to take a file in. @returns its handle. @throws StoreError */
  begin(name: string, maxBytes: number): string {
    const oldest = this.#intakes.keys().next().value;
    if (this.#intakes.size >= mostIntakes && oldest !== undefined) this.cancel(oldest);
    const handle = this.#hex(16);
    this.#intakes.set(handle, new FileIntake(this.#folder, this.#hex(32), name, maxBytes));
    return handle;
  }

  /** @returns undefined for a handle that is not known (any more) */
  intake(handle: string): FileIntake | undefined {
    return this.#intakes.get(handle);
  }

  /** Keeps what was taken in; a content that is here already is kept once. @throws StoreError */
  finish(handle: string, intake: FileIntake): TakenFile {
    const taken = intake.finish();
    this.#intakes.delete(handle);
    const known = this.blob(taken.sha256);
    if (known && known.state !== 'missing') {
      this.#folder.remove(intake);
      return taken;
    }
    this.#folder.complete(intake);
    if (known) this.#folder.remove(known);
    const now = this.#ports.now();
    const { sha256: id, size } = taken;
    const times = { createdAt: now, usedAt: now };
    const isStored = this.run(isStoredForSomeRow(id));
    const state = isStored ? 'stored' : 'local';
    this.run(putBlob({ id, key: intake.key, state, size, arrived: size, sent: 0, uploadUrl: null, ...times }));
    this.tell(id, null);
    return taken;
  }

  cancel(handle: string): void {
    this.#intakes.get(handle)?.cancel();
    this.#intakes.delete(handle);
  }

  blob(sha256: string): Blob | undefined {
    return this.run(blob(sha256));
  }

  all(): readonly Blob[] {
    return this.run(allBlobs());
  }

  /** Changes what is known of a content, and tells. */
  note(sha256: string, set: Partial<Omit<Blob, 'id'>>, problem: FileProblem | null = null): void {
    this.run(patchBlob(sha256, set));
    this.tell(sha256, problem);
  }

  /** A content that is not here, with a key for what will arrive. */
  expect(sha256: string, size: number): Blob {
    const now = this.#ports.now();
    const fresh: Blob = {
      ...{ id: sha256, state: 'missing', key: this.#hex(32), size, arrived: 0, sent: 0 },
      ...{ uploadUrl: null, createdAt: now, usedAt: now },
    };
    this.run(putBlob(fresh));
    return fresh;
  }

  /** Opens what is here of a content. @throws Error of the file system, when the file is gone */
  reader(of: Blob): SealedReader {
    const isWhole = of.state !== 'missing';
    const path = isWhole ? this.#folder.fileOf(of) : this.#folder.partOf(of);
    return new SealedReader(path, Buffer.from(of.key, 'hex'), isWhole ? of.size : of.arrived, isWhole);
  }

  /**
   * Reads a whole content once and compares it with its hash. What does not pass is dropped: it is fetched again when the server has it.
   * @returns whether it may be handed out
   */
  async verify(of: Blob): Promise<boolean> {
    try {
      const reader = this.reader(of);
      try {
        const hash = createHash('sha256');
        for (let i = 0; i < chunkCount(of.size); i++) {
          hash.update(reader.chunk(i));
          if (i % checkedChunks === checkedChunks - 1) await new Promise(setImmediate);
        }
        if (hash.digest('hex') === of.id) return true;
      } finally {
        reader.close();
      }
    } catch (cause) {
      if (!(cause instanceof DamagedFile) && (cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    }
    this.drop(of.id, 'damaged');
    return false;
  }

  /** Deletes the bytes here; the content counts as missing. */
  drop(sha256: string, problem: FileProblem | null): void {
    const known = this.blob(sha256);
    if (!known) return;
    this.#folder.remove(known);
    const key = this.#hex(32);
    this.note(sha256, { state: 'missing', key, arrived: 0, sent: 0, uploadUrl: null }, problem);
  }

  /** Forgets a content with its key and deletes its file. */
  forget(sha256: string): void {
    const known = this.blob(sha256);
    if (!known) return;
    this.run(forgetBlob(sha256));
    this.#folder.remove(known);
    this.tell(sha256, null);
  }

  /**
   * Forgets what no row names any more: it has left the person's scope, or was purged. What only this device has stays until the
   * server has it or says that it does not want it (`unnamed`).
   */
  forgetDeparted(): void {
    const blobs = this.all();
    const named = this.run(namedContents(blobs.map(({ id }) => id)));
    for (const { id, state } of blobs) if (!named.has(id) && !isOnlyHere(state)) this.forget(id);
  }

  /** @returns contents that only this device has and that rows or waiting mutations name */
  named(): readonly Blob[] {
    const blobs = this.all().filter(({ state }) => isOnlyHere(state));
    const named = this.run(namedContents(blobs.map(({ id }) => id)));
    return blobs.filter(({ id }) => named.has(id));
  }

  /** @returns contents that only this device has and no row names: their rows have departed, or were never written */
  unnamed(): readonly Blob[] {
    const before = this.#ports.now() - unnamedMs;
    const blobs = this.all().filter(({ state, createdAt }) => isOnlyHere(state) && createdAt < before);
    const named = this.run(namedContents(blobs.map(({ id }) => id)));
    return blobs.filter(({ id }) => !named.has(id));
  }

  /**
   * Makes room: contents that the server has, that are not among those to keep and that nobody has looked at for a day.
   * @param keep SHA-256 of the contents that are kept
   * @param maxBytes what all of them may take
   */
  evict(keep: ReadonlySet<string>, maxBytes: number): void {
    const stored = this.all().filter(({ state }) => state === 'stored');
    let used = stored.reduce((sum, { size }) => sum + size, 0);
    const before = this.#ports.now() - lookedAtMs;
    const dispensable = stored.filter(({ id, usedAt }) => !keep.has(id) && usedAt < before);
    for (const { id, size } of dispensable.toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (used <= maxBytes) return;
      this.drop(id, null);
      used -= size;
    }
  }

  /** The server has learned of contents by another way: another device, the same content on another lead. */
  noteStored(): void {
    for (const { id, state } of this.all()) {
      if (isOnlyHere(state) && this.run(isStoredForSomeRow(id))) {
        this.note(id, { state: 'stored', uploadUrl: null, sent: 0 });
      }
    }
  }

  states(sha256s: readonly string[]): FileStates {
    return Object.fromEntries(sha256s.map((sha256) => [sha256, this.#stateOf(sha256)]));
  }

  /** Tells the windows how a content stands. @param problem why it does not go on; null: nothing is wrong */
  tell(sha256: string, problem: FileProblem | null): void {
    if (problem) this.#problems.set(sha256, problem);
    else this.#problems.delete(sha256);
    this.#ports.onStates(this.states([sha256]));
  }

  run<Result>(program: Program<Result>): Result {
    return this.#ports.store.transaction((transaction) => runSync(program, transaction));
  }

  /** Ends what windows had begun. */
  close(): void {
    for (const handle of [...this.#intakes.keys()]) this.cancel(handle);
  }

  #stateOf(sha256: string): FileState {
    const known = this.blob(sha256);
    const problem = this.#problems.get(sha256) ?? null;
    if (!known) return { state: 'missing', progress: null, problem };
    const { state, size, sent, arrived } = known;
    const done = state === 'uploading' ? sent : state === 'missing' ? arrived : 0;
    return { state, progress: done > 0 && done < size ? { done, total: size } : null, problem };
  }

  /** After a crash the rows say what the files hold, and the files what is really there. */
  #recover(): void {
    const blobs = this.all();
    this.#folder.removeOthers(blobs);
    for (const of of blobs) {
      if (of.state !== 'missing' && this.#folder.sealedBytes(this.#folder.fileOf(of)) === undefined) {
        // Its name was not on the disk yet when the power went.
        if (this.#folder.sealedBytes(this.#folder.partOf(of)) === undefined) this.drop(of.id, 'damaged');
        else this.#folder.complete(of);
      } else if (of.state === 'missing' && of.arrived > 0) {
        const sealed = this.#folder.sealedBytes(this.#folder.partOf(of)) ?? 0;
        if (sealed < (of.arrived / chunkBytes) * (chunkBytes + 16)) this.run(patchBlob(of.id, { arrived: 0 }));
      }
    }
  }

  #hex(bytes: number): string {
    return Buffer.from(this.#ports.random(bytes)).toString('hex');
  }
}

function isOnlyHere(state: Blob['state']): boolean {
  return state === 'local' || state === 'uploading';
}
