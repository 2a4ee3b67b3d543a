import type { FileSettings, FileStates, TakenFile } from '../../core/bridge/files.ts';
import { defaultDocumentMaxBytes, photoMaxBytes } from '../../core/domain/file/file-limits.ts';
import { refuseTooLarge } from '../../core/domain/file/file-rows.ts';
import type { DocumentKind } from '../../core/schema/files.ts';
import { organizationId } from '../../core/schema/people.ts';
import { get } from '../../core/schema/typed-reads.ts';
import { BridgeFailure } from '../data/bridge-failure.ts';
import { readFact, writeFact } from '../data/device-state.ts';
import type { Timers } from '../sync/transport.ts';
import { DeviceFiles, type DeviceFilesPorts } from './device-files.ts';
import type { FileIntake } from './file-intake.ts';
import { FileTransfers } from './file-transfers.ts';
import { chunkCount } from './sealed-file.ts';
import type { FileServer } from './upload-file.ts';

export type LocalFilesPorts = DeviceFilesPorts & {
  /** A bug, to be logged with its cause. */
  readonly onBug: (cause: unknown) => void;
};

/** A file as it is handed to a window. */
export type OpenedFile = {
  readonly name: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly chunks: AsyncGenerator<Uint8Array, void>;
};

/** Where nobody has chosen: contents of the newest files up to this many bytes are kept here. */
const defaultKeepBytes = 500 * 1024 * 1024;
/** How often it is noted that somebody looks at a file. Milliseconds. */
const usedAgainMs = 3_600_000;

/** Files as the windows know them: what the bridge asks for, and the transfers behind it. */
export class LocalFiles {
  readonly #ports: LocalFilesPorts;
  readonly #files: DeviceFiles;
  #transfers: FileTransfers | undefined;

  /** @throws StoreError */
  constructor(ports: LocalFilesPorts) {
    this.#ports = ports;
    this.#files = new DeviceFiles(ports);
  }

  /** @throws DomainError FILE_TOO_LARGE before a byte has been sent; StoreError */
  begin(kind: DocumentKind, name: string, size: number): { readonly intake: string } {
    const maxBytes = kind === 'photo' ? photoMaxBytes : this.#documentMaxBytes();
    refuseTooLarge(size, maxBytes);
    return { intake: this.#files.begin(name, maxBytes) };
  }

  /** What fails ends it, and nothing of it stays. @throws DomainError FILE_TOO_LARGE; StoreError DISK_FULL … */
  write(handle: string, data: string): void {
    const intake = this.#intake(handle);
    try {
      intake.add(Buffer.from(data, 'base64'));
    } catch (cause) {
      this.#files.cancel(handle);
      throw cause;
    }
  }

  /** The content is on the disk when it returns: a mutation may name it. @throws StoreError */
  finish(handle: string): TakenFile {
    const intake = this.#intake(handle);
    try {
      return this.#files.finish(handle, intake);
    } catch (cause) {
      this.#files.cancel(handle);
      throw cause;
    }
  }

  cancel(handle: string): void {
    this.#files.cancel(handle);
  }

  states(sha256s: readonly string[]): FileStates {
    return this.#files.states(sha256s);
  }

  /** Somebody wants to see a content that is not here. */
  fetch(sha256: string): void {
    this.#transfers?.fetch(sha256);
  }

  /** @returns how many contents only this device has */
  unsent(): number {
    return this.#files.named().length;
  }

  settings(): FileSettings {
    const usedBytes = this.#files.all().reduce((sum, { arrived }) => sum + arrived, 0);
    return { keepBytes: this.#keepBytes(), usedBytes };
  }

  keep(keepBytes: number): void {
    this.#files.run(writeFact('keepBytes', keepBytes));
    this.#transfers?.wake();
  }

  /**
   * Opens the file of a document that is on this device.
   * @returns undefined when there is none, it is not here, or what is here does not pass its check (it is then fetched again)
   */
  async open(documentId: string): Promise<OpenedFile | undefined> {
    const row = this.#files.run(get('documents', documentId));
    const blob = row && row.removedAt === null ? this.#files.blob(row.sha256) : undefined;
    if (!row || !blob || blob.state === 'missing') return undefined;
    if (!(await this.#files.verify(blob))) {
      this.fetch(blob.id);
      return undefined;
    }
    const now = this.#ports.now();
    if (now - blob.usedAt > usedAgainMs) this.#files.note(blob.id, { usedAt: now });
    const reader = this.#files.reader(blob);
    const chunks = async function* (): AsyncGenerator<Uint8Array, void> {
      try {
        for (let i = 0; i < chunkCount(blob.size); i++) yield reader.chunk(i);
      } finally {
        reader.close();
      }
    };
    return { name: row.name, mediaType: row.mediaType, size: blob.size, chunks: chunks() };
  }

  /** Starts sending and fetching, or starts it again with a new session. */
  start(server: FileServer, timers: Timers, random: () => number): void {
    this.stop();
    const { onBug } = this.#ports;
    const keepBytes = (): number => this.#keepBytes();
    this.#transfers = new FileTransfers({ files: this.#files, server, timers, random, keepBytes, onBug });
  }

  stop(): void {
    this.#transfers?.stop();
    this.#transfers = undefined;
  }

  /** The server has just answered: rows may have arrived there or here. */
  reached(): void {
    this.#transfers?.wake();
  }

  /** SYNC-8: rows have left the person's scope, and their contents go with them. */
  departed(): void {
    this.#files.forgetDeparted();
  }

  close(): void {
    this.stop();
    this.#files.close();
  }

  #intake(handle: string): FileIntake {
    const intake = this.#files.intake(handle);
    if (!intake) throw new BridgeFailure('INVALID_REQUEST', 'This file is not being added (any more).');
    return intake;
  }

  #keepBytes(): number {
    return this.#files.run(readFact('keepBytes')) ?? defaultKeepBytes;
  }

  #documentMaxBytes(): number {
    return this.#files.run(get('organization', organizationId))?.documentMaxBytes ?? defaultDocumentMaxBytes;
  }
}
