import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import type { S3Options } from '../../server/files/s3-storage.ts';

/** A local S3-compatible service with one empty bucket. */
export async function startS3(): Promise<{ options: S3Options; env: Record<string, string>; stop(): Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'outpost-s3-'));
  const configureBuckets = [{ name: 'crm' }];
  const service = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets });
  const { port } = await service.run();
  const options: S3Options = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'crm',
    region: 'us-east-1',
    prefix: 'outpost/',
    // The key that s3rver knows.
    accessKeyId: 'S3RVER',
    secretAccessKey: 'S3RVER',
  };
  return {
    options,
    env: {
      S3_ENDPOINT: options.endpoint,
      S3_BUCKET: options.bucket,
      S3_PREFIX: options.prefix,
      S3_ACCESS_KEY_ID: options.accessKeyId,
      S3_SECRET_ACCESS_KEY: options.secretAccessKey,
    },
    stop: async () => {
      await service.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
