import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerConfig } from '../config.ts';
import { DiskStorage } from './disk-storage.ts';
import type { FileStorage } from './file-storage.ts';
import { S3Storage } from './s3-storage.ts';
import { FileUploads, type UploadPorts } from './uploads.ts';

/** Everything the routes need for files. */
export type ServerFiles = {
  readonly storage: FileStorage;
  readonly uploads: FileUploads;
  /** For files that have not arrived whole. */
  readonly folder: string;
};

/**
 * Opens the storage that the configuration names: the data folder, or an S3-compatible service.
 */
export function openFiles(
  { dataFolder, s3 }: Pick<ServerConfig, 'dataFolder' | 's3'>,
  ports: Pick<UploadPorts, 'now' | 'newStamp'>,
): ServerFiles {
  const folder = join(dataFolder, 'uploads');
  mkdirSync(folder, { recursive: true });
  const storage = s3 ? new S3Storage(s3) : new DiskStorage(join(dataFolder, 'files'));
  return { storage, folder, uploads: new FileUploads({ ...ports, folder, storage }) };
}
