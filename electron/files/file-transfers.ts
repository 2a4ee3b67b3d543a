// SYNC-12: what goes up and comes down, one after the other, whenever the server can be reached.
import type { FileProblem } from '../../core/bridge/files.ts';
import { StoreError } from '../data/store-error.ts';
import { backoffMs } from '../sync/sync-machine.ts';
import type { Cancel, Timers } from '../sync/transport.ts';
import { awaitingRow, newestStored, type Blob } from './blob-rows.ts';
import type { DeviceFiles } from './device-files.ts';
import { downloadFile } from './download-file.ts';
import { uploadFile, type FileServer } from './upload-file.ts';

export type FileTransferPorts = {
  readonly files: DeviceFiles;
  readonly server: FileServer;
  readonly timers: Timers;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  /** Bytes up to which the newest contents are fetched ahead. */
  readonly keepBytes: () => number;
  /** A bug, to be logged with its cause. */
  readonly onBug: (cause: unknown) => void;
};

type Task =
  | { readonly kind: 'upload'; readonly blob: Blob }
  | { readonly kind: 'download'; readonly sha256: string; readonly size: number };

/** What a task that ended badly stands in the way of: tried again at the next start or when somebody asks. */
const attemptsAtOnce = 2;

/**
 * Sends contents that the server awaits (their rows have arrived there: a row is small and tells colleagues that a file is coming) and
 * fetches those that somebody opens or that are to be kept here. One at a time: a slow line is shared with sync.
 */
export class FileTransfers {
  readonly #ports: FileTransferPorts;
  readonly #wanted = new Set<string>();
  readonly #attempts = new Map<string, number>();
  #running: { readonly cancel: () => void } | undefined;
  #cancelTimer: Cancel = () => {};
  #failures = 0;
  #stopped = false;

  constructor(ports: FileTransferPorts) {
    this.#ports = ports;
  }

  /** Something may be to do: the server was reached, a file was added, a person asked. Forgets the backoff. */
  wake(): void {
    this.#failures = 0;
    this.#next();
  }

  /** Somebody wants to see a content: it comes first, however often it has failed. */
  fetch(sha256: string): void {
    this.#wanted.add(sha256);
    this.#attempts.delete(sha256);
    this.wake();
  }

  /** Ends everything under way; it goes on from there when transfers start again. */
  stop(): void {
    this.#stopped = true;
    this.#cancelTimer();
    this.#running?.cancel();
  }

  #next(): void {
    if (this.#stopped || this.#running) return;
    this.#cancelTimer();
    this.#ports.files.noteStored();
    const task = this.#task();
    if (!task) return;
    const abort = new AbortController();
    this.#running = { cancel: () => abort.abort() };
    void this.#carryOut(task, abort.signal);
  }

  async #carryOut(task: Task, signal: AbortSignal): Promise<void> {
    let reached = false;
    try {
      reached = await (task.kind === 'upload' ? this.#upload(task.blob, signal) : this.#download(task, signal));
    } catch (cause) {
      const sha256 = task.kind === 'upload' ? task.blob.id : task.sha256;
      if (!this.#stopped) this.#failed(sha256, cause);
    }
    this.#running = undefined;
    if (this.#stopped) return;
    if (reached) {
      this.#failures = 0;
      return this.#next();
    }
    const delayMs = backoffMs(this.#failures++, this.#ports.random());
    this.#cancelTimer = this.#ports.timers.after(delayMs, () => this.#next());
  }

  /** @returns what comes first: what somebody waits for, then what only this device has, then what is fetched ahead */
  #task(): Task | undefined {
    return this.#wantedDownload() ?? this.#nextUpload() ?? this.#nextPrefetch();
  }

  #wantedDownload(): Task | undefined {
    for (const sha256 of this.#wanted) {
      const row = this.#ports.files.run(newestStored()).find((stored) => stored.sha256 === sha256);
      if (row && !this.#isHere(sha256)) return { kind: 'download', sha256, size: row.size };
      this.#wanted.delete(sha256);
    }
    return undefined;
  }

  #nextUpload(): Task | undefined {
    const { files } = this.#ports;
    const waiting = files
      .all()
      .filter(({ id, state }) => (state === 'local' || state === 'uploading') && this.#mayTry(id));
    const awaited = waiting.find(({ id }) => files.run(awaitingRow(id)) !== undefined);
    const departed = awaited ? undefined : files.unnamed().find(({ id }) => this.#mayTry(id));
    const found = awaited ?? departed;
    return found && { kind: 'upload', blob: found };
  }

  #nextPrefetch(): Task | undefined {
    const { files, keepBytes } = this.#ports;
    let left = keepBytes();
    const keep = new Set<string>();
    const seen = new Set<string>();
    for (const { sha256, size } of files.run(newestStored())) {
      if (seen.has(sha256)) continue;
      seen.add(sha256);
      left -= size;
      if (left < 0) break;
      keep.add(sha256);
      if (!this.#isHere(sha256) && this.#mayTry(sha256)) return { kind: 'download', sha256, size };
    }
    files.evict(keep, keepBytes());
    return undefined;
  }

  #isHere(sha256: string): boolean {
    const known = this.#ports.files.blob(sha256);
    return known !== undefined && known.state !== 'missing';
  }

  #mayTry(sha256: string): boolean {
    return (this.#attempts.get(sha256) ?? 0) < attemptsAtOnce;
  }

  /** @returns whether the server was reached */
  async #upload(blob: Blob, signal: AbortSignal): Promise<boolean> {
    const { files, server } = this.#ports;
    const { id } = blob;
    const reader = files.reader(blob);
    try {
      const upload = uploadFile(blob, reader, server, {
        onUrl: (uploadUrl) => files.note(id, { state: 'uploading', uploadUrl }),
        onSent: (sent) => files.note(id, { sent }),
      });
      signal.addEventListener('abort', upload.cancel);
      const end = await Promise.race([upload.ended, aborted(signal)]);
      if (signal.aborted) return false;
      switch (end) {
        case 'stored':
          files.note(id, { state: 'stored', uploadUrl: null, sent: 0 });
          files.forgetDeparted();
          return true;
        case 'again':
          // What the server got was wrong: perhaps what is here is.
          files.note(id, { state: 'local', uploadUrl: null, sent: 0 });
          if (await files.verify(blob)) this.#tried(id, null);
          return true;
        case 'unwanted':
          return this.#unwanted(blob);
        case 'refused':
          this.#attempts.set(id, attemptsAtOnce);
          files.note(id, { state: 'local', uploadUrl: null, sent: 0 }, 'refused');
          return true;
        default:
          return false;
      }
    } finally {
      reader.close();
    }
  }

  /** An upload that expired begins anew; a content for which the server knows no row goes when no row here names it either. */
  #unwanted({ id, uploadUrl }: Blob): true {
    const { files } = this.#ports;
    if (uploadUrl === null && files.unnamed().some((unnamed) => unnamed.id === id)) files.forget(id);
    else {
      files.note(id, { state: 'local', uploadUrl: null, sent: 0 });
      if (uploadUrl === null) this.#tried(id, null);
    }
    return true;
  }

  /** @returns whether the server was reached */
  async #download({ sha256, size }: { sha256: string; size: number }, signal: AbortSignal): Promise<boolean> {
    const { files, server } = this.#ports;
    const blob = files.blob(sha256) ?? files.expect(sha256, size);
    const onArrived = (arrived: number): void => files.note(sha256, { arrived });
    const end = await downloadFile(blob, files.folder, server, { onArrived }, signal);
    if (signal.aborted || !files.blob(sha256)) return true;
    switch (end) {
      case 'whole':
        files.folder.complete(blob);
        files.note(sha256, { state: 'stored', arrived: size });
        this.#wanted.delete(sha256);
        this.#attempts.delete(sha256);
        return true;
      case 'again':
        files.drop(sha256, null);
        this.#tried(sha256, 'damaged');
        return true;
      case 'gone':
        this.#attempts.set(sha256, attemptsAtOnce);
        this.#wanted.delete(sha256);
        files.tell(sha256, 'gone');
        return true;
      default:
        return false;
    }
  }

  #tried(sha256: string, problem: FileProblem | null): void {
    const attempts = (this.#attempts.get(sha256) ?? 0) + 1;
    this.#attempts.set(sha256, attempts);
    if (attempts < attemptsAtOnce) return;
    this.#wanted.delete(sha256);
    this.#ports.files.tell(sha256, problem);
  }

  #failed(sha256: string, cause: unknown): void {
    this.#attempts.set(sha256, attemptsAtOnce);
    this.#wanted.delete(sha256);
    if (!(cause instanceof StoreError)) this.#ports.onBug(cause);
    this.#ports.files.tell(sha256, cause instanceof StoreError ? 'full' : 'damaged');
  }
}

function aborted(signal: AbortSignal): Promise<'unreachable'> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('unreachable'), { once: true }));
}
