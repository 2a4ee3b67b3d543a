import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DiskStorage } from '../../server/files/disk-storage.ts';
import { StorageError, type FileStorage, type StoredContent } from '../../server/files/file-storage.ts';
import { S3Storage } from '../../server/files/s3-storage.ts';
import { startS3 } from '../support/s3-service.ts';
import { pdf, sha256Of } from '../support/test-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'outpost-storage-'));
let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true });
});

/** Puts bytes by way of a file, as every caller does. */
async function stored(storage: FileStorage, organizationId: string, bytes: Uint8Array): Promise<string> {
  const sha256 = sha256Of(bytes);
  const file = join(folder, `incoming-${sha256}`);
  writeFileSync(file, bytes);
  await storage.put(organizationId, sha256, file);
  return sha256;
}

async function bytesOf(stream: ReadableStream<Uint8Array> | undefined): Promise<Buffer | undefined> {
  return stream && Buffer.from(await new Response(stream).arrayBuffer());
}

async function all(storage: FileStorage): Promise<StoredContent[]> {
  const found: StoredContent[] = [];
  for await (const content of storage.list()) found.push(content);
  return found;
}

describe.each(['disk', 's3'] as const)('file storage on %s', (kind) => {
  const open = (): FileStorage => (kind === 'disk' ? new DiskStorage(join(folder, 'disk')) : new S3Storage(s3.options));

  test('keeps what it is given, by organization', async () => {
    const storage = open();
    const bytes = pdf(300_000);
    const sha256 = await stored(storage, 'one', bytes);
    expect(await storage.has('one', sha256)).toBe(true);
    expect(await storage.has('two', sha256)).toBe(false);
    expect(await bytesOf(await storage.read('one', sha256))).toEqual(Buffer.from(bytes));
    expect(await bytesOf(await storage.read('one', sha256, { from: 100, to: 199 }))).toEqual(
      Buffer.from(bytes.subarray(100, 200)),
    );
    expect(await storage.read('two', sha256)).toBeUndefined();
    await stored(storage, 'one', bytes);
    await stored(storage, 'two', bytes);
    const listed = await all(storage);
    expect(listed.filter((content) => content.sha256 === sha256).map((content) => content.organizationId)).toEqual([
      'one',
      'two',
    ]);
    expect(Math.abs(listed[0]!.storedAt - Date.now())).toBeLessThan(3_600_000);
    await storage.remove('one', sha256);
    await storage.remove('one', sha256);
    expect([await storage.has('one', sha256), await storage.has('two', sha256)]).toEqual([false, true]);
  });

  test('keeps an empty file', async () => {
    const storage = open();
    const sha256 = await stored(storage, 'one', new Uint8Array());
    expect(await bytesOf(await storage.read('one', sha256))).toEqual(Buffer.alloc(0));
  });

  test('makes no paths of what is no hash and no organization', async () => {
    const storage = open();
    await expect(storage.has('../one', 'a'.repeat(64))).rejects.toThrow(/not the id/);
    if (kind === 'disk') await expect(storage.has('one', '../../x')).rejects.toThrow(/no SHA-256/);
  });
});

test('an S3 service that is down or refuses is a StorageError', async () => {
  const sha256 = 'a'.repeat(64);
  const down = new S3Storage({ ...s3.options, endpoint: 'http://127.0.0.1:1' });
  await expect(down.has('one', sha256)).rejects.toThrow(StorageError);
  const bytes = pdf(10);
  const stranger = new S3Storage({ ...s3.options, accessKeyId: 'NOBODY' });
  await expect(stored(stranger, 'one', bytes)).rejects.toThrow(/refused to (store|look for) a file: 403/);
});

test('a disk that cannot be written is a StorageError', async () => {
  const file = join(folder, 'not-a-folder');
  writeFileSync(file, '');
  await expect(stored(new DiskStorage(file), 'one', pdf(10))).rejects.toThrow(StorageError);
});
