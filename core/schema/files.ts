import { byRule, defineTable, id, int, nullable, oneOf, text, time } from './define-table.ts';

export const documentKinds = ['document', 'photo'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/**
 * SYNC-12: files of a lead, addressed by the SHA-256 of their content. The rows travel with sync, the bytes beside it
 * (docs/sync.md, Files). A lead's photo is its newest row of kind `photo` that has not been removed: two people who set one at the same
 * time both keep theirs.
 */
export const documents = defineTable(
  'documents',
  'lead',
  {
    leadId: id(),
    kind: byRule(oneOf(documentKinds)),
    /** File name without a path. */
    name: text(),
    /** Found in the bytes (core/domain/file/sniff-media-type.ts), not taken from the name. */
    mediaType: byRule(text()),
    /** Bytes. */
    size: byRule(int()),
    /** Of the content, lower-case hex. */
    sha256: byRule(text()),
    /** When the server had the whole content, verified, for this row; NULL: its author's device has not sent it yet. */
    storedAt: byRule(nullable(time())),
    /** Removed, and restorable until the server purges it. */
    removedAt: byRule(nullable(time())),
    createdAt: time(),
    createdBy: id(),
  },
  { indexes: [['leadId', 'createdAt'], ['sha256']] },
);

/**
 * What a device knows of contents, by SHA-256 (the row's id). The bytes are in an encrypted file beside the database.
 * local: whole here, the server has not got it; uploading: the server has begun to receive it; stored: whole here and on the server;
 * missing: not whole here.
 */
export const blobs = defineTable('blobs', 'home', {
  state: oneOf(['local', 'uploading', 'stored', 'missing']),
  /** Key of the encrypted file, hex. Without it the file is noise: deleting this row is what deletes the content (SYNC-8). */
  key: text(),
  /** Bytes of the content. */
  size: int(),
  /** Bytes that are in the file: all of them, or what an interrupted download has brought. */
  arrived: int(),
  /** Bytes the server has confirmed of an upload. */
  sent: int(),
  /** Where the upload goes on. */
  uploadUrl: nullable(text()),
  createdAt: time(),
  /** Last written or shown; the content that was not wanted for longest goes first. */
  usedAt: time(),
});
