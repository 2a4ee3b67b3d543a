import { z } from 'zod';

/**
 * Where a content is, seen from this device. local: only here; uploading: on its way to the server; stored: here and on the server;
 * missing: not here, or not whole.
 */
export type FileState = {
  readonly state: 'local' | 'uploading' | 'stored' | 'missing';
  /** Bytes sent or received, and of how many, while something is under way; null otherwise. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Why it does not go on. */
  readonly problem: FileProblem | null;
};

/**
 * damaged: the copy here did not pass its check and was dropped; refused: the server does not take it; gone: the server has lost it or no longer
 * shows it; full: the disk is full.
 */
export type FileProblem = 'damaged' | 'refused' | 'gone' | 'full';

/** States by SHA-256. */
export type FileStates = { readonly [sha256: string]: FileState };

/** A file that has been taken into the device's store: what a mutation then names. */
export type TakenFile = {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
};

/** How files are kept on this device. */
export type FileSettings = {
  /** Contents of the newest documents and photos are fetched ahead up to this many bytes. 0: only what somebody opens. */
  readonly keepBytes: number;
  /** Bytes that contents take on this device now. */
  readonly usedBytes: number;
};

/** Most bytes of one `files.write`, before base64. */
export const fileChunkBytes = 192 * 1024;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const intake = z.string().max(64);

/** Parameters of the methods about files; the worker checks them. */
export const fileParams = {
  /** Begins to take a file in. Refused with FILE_TOO_LARGE before a byte is sent. */
  'files.begin': z.strictObject({
    kind: z.enum(['document', 'photo']),
    name: z.string().max(1024),
    size: z.int().min(0),
  }),
  /** Its next bytes, base64. */
  'files.write': z.strictObject({ intake, data: z.string().max(Math.ceil(fileChunkBytes / 3) * 4) }),
  'files.finish': z.strictObject({ intake }),
  'files.cancel': z.strictObject({ intake }),
  'files.states': z.strictObject({ sha256s: z.array(sha256).max(1000) }),
  /** Somebody wants to see it: before everything else. */
  'files.fetch': z.strictObject({ sha256 }),
  'files.settings': z.strictObject({}),
  'files.keep': z.strictObject({ keepBytes: z.int().min(0) }),
} as const;

/** Results of the methods about files. */
export type FileResults = {
  'files.begin': { readonly intake: string };
  'files.write': null;
  'files.finish': TakenFile;
  'files.cancel': null;
  'files.states': FileStates;
  'files.fetch': null;
  'files.settings': FileSettings;
  'files.keep': null;
};
