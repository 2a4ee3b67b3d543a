import { openAsBlob } from 'node:fs';
import { AwsClient } from 'aws4fetch';
import { assertOrganizationId } from '../store/store-error.ts';
import { StorageError, type ByteRange, type FileStorage, type StoredContent } from './file-storage.ts';

/** Where an S3-compatible service keeps the files. */
export type S3Options = {
  /** Of the service, without the bucket: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  /** Put before every key; empty or ending in `/`. */
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** Without an answer for this long the service counts as down. Milliseconds. */
const answerTimeoutMs = 30_000;
/** A whole file of 1 GB on a slow line between server and service. Milliseconds. */
const transferTimeoutMs = 15 * 60_000;
/** Retries of requests that are safe to repeat; aws4fetch waits 50 ms × 2ⁿ between them. */
const retries = 3;

/**
 * Contents in a bucket, addressed path-style, under `<prefix><organization>/<sha256>`. The SHA-256 that names a content is also
 * the payload hash of its signed PUT, so that the service itself refuses what was damaged on the way.
 */
export class S3Storage implements FileStorage {
  readonly #options: S3Options;
  readonly #client: AwsClient;

  constructor(options: S3Options) {
    this.#options = options;
    const { accessKeyId, secretAccessKey, region } = options;
    this.#client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries });
  }

  async put(organizationId: string, sha256: string, file: string): Promise<void> {
    if (await this.has(organizationId, sha256)) return;
    // Read from the disk while it is sent, and again for each retry; its size becomes the Content-Length that S3 asks for.
    const body = await openAsBlob(file);
    const headers = { 'content-type': 'application/octet-stream', 'x-amz-content-sha256': sha256 };
    const url = this.#urlOf(organizationId, sha256);
    const response = await this.#send(url, { method: 'PUT', headers, body }, transferTimeoutMs);
    await expectOk(response, 'store');
  }

  async has(organizationId: string, sha256: string): Promise<boolean> {
    const response = await this.#send(this.#urlOf(organizationId, sha256), { method: 'HEAD' });
    if (response.status === 404) return false;
    await expectOk(response, 'look for');
    return true;
  }

  async read(
    organizationId: string,
    sha256: string,
    range?: ByteRange,
  ): Promise<ReadableStream<Uint8Array> | undefined> {
    const headers: Record<string, string> = range ? { range: `bytes=${range.from}-${range.to}` } : {};
    const response = await this.#send(this.#urlOf(organizationId, sha256), { headers }, transferTimeoutMs);
    if (response.status === 404) {
      await response.body?.cancel();
      return undefined;
    }
    if (!response.ok) await expectOk(response, 'read');
    return response.body ?? new Blob([]).stream();
  }

  async remove(organizationId: string, sha256: string): Promise<void> {
    const response = await this.#send(this.#urlOf(organizationId, sha256), { method: 'DELETE' });
    if (response.status !== 404) await expectOk(response, 'delete');
  }

  /** ListObjectsV2, page by page. */
  async *list(): AsyncGenerator<StoredContent> {
    let token: string | undefined;
    do {
      const url = new URL(this.#bucketUrl());
      url.searchParams.set('list-type', '2');
      url.searchParams.set('prefix', this.#options.prefix);
      if (token !== undefined) url.searchParams.set('continuation-token', token);
      const response = await this.#send(url.href, {});
      const xml = await expectOk(response, 'list');
      for (const [, entry = ''] of xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const content = this.#contentOf(elementOf(entry, 'Key'), elementOf(entry, 'LastModified'));
        if (content) yield content;
      }
      token = elementOf(xml, 'NextContinuationToken');
    } while (token !== undefined);
  }

  /** Keys are made of characters that XML does not escape; others in the bucket are none of ours. */
  #contentOf(key = '', modified = ''): StoredContent | undefined {
    const found = /^([A-Za-z0-9_-]{1,64})\/([0-9a-f]{64})$/.exec(key.slice(this.#options.prefix.length));
    if (!found || !key.startsWith(this.#options.prefix)) return undefined;
    return { organizationId: found[1]!, sha256: found[2]!, storedAt: Date.parse(modified) };
  }

  #bucketUrl(): string {
    const { endpoint, bucket } = this.#options;
    return `${endpoint}/${encodeURIComponent(bucket)}/`;
  }

  #urlOf(organizationId: string, sha256: string): string {
    assertOrganizationId(organizationId);
    return `${this.#bucketUrl()}${this.#options.prefix}${organizationId}/${sha256}`;
  }

  async #send(url: string, init: RequestInit, timeoutMs = answerTimeoutMs): Promise<Response> {
    try {
      return await this.#client.fetch(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    } catch (cause) {
      throw new StorageError(`the S3 service does not answer: ${(cause as Error).message}`, { cause });
    }
  }
}

/** Reads a reply to its end. @throws StorageError with the code that the service gives */
async function expectOk(response: Response, doing: string): Promise<string> {
  const text = await response.text();
  if (response.ok) return text;
  const code = elementOf(text, 'Code') ?? '';
  throw new StorageError(`the S3 service refused to ${doing} a file: ${response.status} ${code}`.trimEnd());
}

function elementOf(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
