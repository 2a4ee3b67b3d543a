/** Part of a file: bytes from `from` up to and including `to`. */
export type ByteRange = { readonly from: number; readonly to: number };

/** What is in the storage, for whoever sweeps it. */
export type StoredContent = {
  readonly organizationId: string;
  readonly sha256: string;
  /** Epoch milliseconds. */
  readonly storedAt: number;
};

/**
 * Contents of files by organization and SHA-256: the same content of two organizations is stored twice, so that neither can learn of
 * the other's. Only verified contents are put here. Every method throws StorageError when the storage does not answer.
 */
export interface FileStorage {
  /**
   * Stores a content; one that is there already stays as it is. Durable when it returns.
   * @param file path of a local file with exactly this content; it may be moved away
   */
  put(organizationId: string, sha256: string, file: string): Promise<void>;

  /** @returns whether the content is there */
  has(organizationId: string, sha256: string): Promise<boolean>;

  /** @returns the bytes, whole or a part; undefined when the content is not there */
  read(organizationId: string, sha256: string, range?: ByteRange): Promise<ReadableStream<Uint8Array> | undefined>;

  /** Deletes a content; one that is not there is no error. */
  remove(organizationId: string, sha256: string): Promise<void>;

  /** Every content of every organization. */
  list(): AsyncIterable<StoredContent>;
}

/** The storage cannot be reached or refuses: a disk that is full, an S3 service that is down or answers with an error. */
export class StorageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
  }
}
