import { fileHeaders } from '../../core/domain/file/content-disposition.ts';
import type { ReceivedFile } from '../data/file-port.ts';

/** Finds the file of a document on this device. */
export type FileSource = (documentId: string) => Promise<ReceivedFile | undefined>;

/** @returns the document that a path of the page names; undefined for any other path */
export function documentIdOf(pathname: string): string | undefined {
  return /^\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(pathname)?.[1];
}

/** Headers of a file's bytes for the page: nothing of it is kept in the browser's cache, which is not encrypted. */
export function servedFileHeaders(file: ReceivedFile): Record<string, string> {
  return {
    ...fileHeaders(file),
    'content-length': String(file.size),
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  };
}
