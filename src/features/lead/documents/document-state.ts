import type { FileState } from '../../../../core/bridge/files.ts';

/** How a file stands, in the terms of the person who looks at it. */
export type DocumentState =
  | 'onlyHere'
  | 'waiting'
  | 'uploading'
  | 'stored'
  | 'downloading'
  | 'notHere'
  | 'notYet'
  | 'refused'
  | 'damaged'
  | 'gone'
  | 'full';

/**
 * @param file what the row says of the server
 * @param state what the device says of the content
 * @param mode `sample`: there is no server
 */
export function documentState(
  file: { readonly storedAt: number | null },
  { state, progress, problem }: FileState,
  mode: 'synced' | 'sample',
): DocumentState {
  if (problem) return problem;
  switch (state) {
    case 'stored':
      return 'stored';
    case 'uploading':
      return 'uploading';
    case 'local':
      if (mode === 'sample') return 'onlyHere';
      return file.storedAt === null ? 'waiting' : 'stored';
    case 'missing':
      if (progress) return 'downloading';
      return file.storedAt === null ? 'notYet' : 'notHere';
  }
}

/** @returns whether its content can be opened on this device now */
export function isHere({ state }: FileState): boolean {
  return state !== 'missing';
}

/** Where the window finds the content of a document. @param attempt another one makes the browser look again */
export function documentUrl(documentId: string, attempt = 0): string {
  return `/files/${documentId}${attempt > 0 ? `?again=${attempt}` : ''}`;
}
