// SYNC-12: resumable uploads (tus 1.0.0) of contents that rows already name.
import type { RequestInfo } from '../access/audit-log.ts';
import { copyFile, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type ServerOptions } from '@tus/server';
import { problemBody, type ProblemCode } from '../http/problem.ts';
import type { OrganizationStore } from '../store/organization-store.ts';
import { examineFile, type Examined } from './examine-file.ts';
import { StorageError, type FileStorage } from './file-storage.ts';

/** Where the tus endpoint is. */
export const uploadsPath = '/v1/files/uploads';

/** An upload that nobody goes on with is forgotten after this. Milliseconds. */
const expiresAfterMs = 7 * 86_400_000;

/** Who uploads, and into which organization. */
export type Uploader = {
  readonly userId: string;
  /** The request, for the audit log. */
  readonly via: RequestInfo;
  readonly organizationId: string;
  readonly store: OrganizationStore;
};

export type UploadPorts = {
  /** Folder for what has not arrived whole. */
  readonly folder: string;
  readonly storage: FileStorage;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** @returns a random stamp for the version that a write hands out */
  readonly newStamp: () => string;
};

type TusRequest = Parameters<NonNullable<ServerOptions['onUploadCreate']>>[0];
type TusUpload = Parameters<NonNullable<ServerOptions['onUploadCreate']>>[1];

/**
 * Receives contents in chunks. What has arrived lies on this server's disk until it is whole and its SHA-256 is right; only then it goes
 * to the storage, so that nothing unverified is ever stored, and the rows that wait for it say that it is there.
 */
export class FileUploads {
  readonly #ports: UploadPorts;
  readonly #store: FileStore;
  readonly #server: Server;
  readonly #uploaders = new WeakMap<Request, Uploader>();
  /** Files of requests that completed one: the library looks at them once more before it replies. */
  readonly #done = new WeakMap<Request, string>();

  constructor(ports: UploadPorts) {
    this.#ports = ports;
    this.#store = new FileStore({ directory: ports.folder, expirationPeriodInMilliseconds: expiresAfterMs });
    this.#server = new Server({
      path: uploadsPath,
      datastore: this.#store,
      relativeLocation: true,
      disableTerminationForFinishedUploads: true,
      onUploadCreate: (request, upload) => this.#begin(this.#uploaderOf(request), upload),
      onIncomingRequest: (request, id) => this.#authorize(request, id),
      onUploadFinish: async (request, upload) => {
        await this.#finish(request, upload);
        return {};
      },
    });
  }

  /** Answers one request of the protocol. */
  async handle(request: Request, uploader: Uploader): Promise<Response> {
    this.#uploaders.set(request, uploader);
    const response = await this.#server.handleWeb(request);
    const done = this.#done.get(request);
    if (done !== undefined) await forget(done);
    if (response.status < 400) return response;
    const headers = new Headers(response.headers);
    const text = await response.text();
    headers.set('content-type', text.startsWith('{') ? 'application/problem+json' : 'text/plain; charset=utf-8');
    return new Response(text, { status: response.status, headers });
  }

  /** Removes uploads that nobody went on with. @returns how many */
  removeExpired(): Promise<number> {
    return this.#server.cleanUpExpiredUploads();
  }

  #uploaderOf(request: TusRequest): Uploader {
    return this.#uploaders.get(request)!;
  }

  /** Only what a row of the caller's waits for is received. */
  async #begin({ userId, organizationId, store }: Uploader, upload: TusUpload) {
    const sha256 = upload.metadata?.['sha256'] ?? '';
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw refusal('VALIDATION_FAILED');
    if (upload.size === undefined) throw refusal('VALIDATION_FAILED');
    const expected = await store.execute('files.expected', { userId, sha256 });
    if (expected.kind === 'unknown') throw refusal('NOT_FOUND');
    if (expected.kind === 'stored') throw refusal('DUPLICATE');
    if (!expected.sizes.includes(upload.size)) throw refusal('VALIDATION_FAILED');
    return { metadata: { sha256, userId, organizationId } };
  }

  /** An upload exists for whoever began it, and for nobody else. A new one is not there yet. */
  async #authorize(request: TusRequest, id: string): Promise<void> {
    if (request.method === 'POST') return;
    const { userId, organizationId } = this.#uploaderOf(request);
    const { metadata } = await this.#store.getUpload(id);
    if (metadata?.['userId'] !== userId || metadata['organizationId'] !== organizationId) throw refusal('NOT_FOUND');
  }

  async #finish(request: TusRequest, upload: TusUpload): Promise<void> {
    const { userId, via, organizationId, store } = this.#uploaderOf(request);
    const file = join(this.#ports.folder, upload.id);
    const examined = await examineFile(file);
    const { sha256, size, head } = examined;
    if (sha256 !== upload.metadata?.['sha256']) {
      await this.#store.remove(upload.id);
      throw refusal('CHECKSUM_MISMATCH');
    }
    await this.#keep(organizationId, examined, file);
    const { now, newStamp } = this.#ports;
    const input = { userId, via, sha256, size, head, now: now(), stamp: newStamp() };
    const { kind } = await store.execute('files.stored', input);
    this.#done.set(request, file);
    if (kind === 'refused') throw refusal('FILE_TYPE_REFUSED');
  }

  /**
   * When the storage does not answer, the upload is not done: its last byte is taken back, so that whoever resumes it sends that byte
   * alone and this is tried again.
   */
  async #keep(organizationId: string, { sha256, size }: Examined, file: string): Promise<void> {
    try {
      // An empty file is looked at again before the reply; every other one may be moved.
      const given = size === 0 ? `${file}.copy` : file;
      if (size === 0) await copyFile(file, given);
      await this.#ports.storage.put(organizationId, sha256, given);
    } catch (cause) {
      if (!(cause instanceof StorageError)) throw cause;
      await truncate(file, Math.max(0, size - 1));
      throw refusal('STORAGE_UNAVAILABLE');
    }
  }
}

/** The storage may have moved the file away; the library keeps its notes beside it. */
async function forget(file: string): Promise<void> {
  await rm(file, { force: true });
  await rm(`${file}.json`, { force: true });
}

/** What the library answers with. */
function refusal(code: ProblemCode): { status_code: number; body: string } {
  const body = problemBody(code);
  return { status_code: body.status, body: JSON.stringify(body) };
}
