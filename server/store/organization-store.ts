import type { CreateInput, OperationInput, OperationName, OperationResult } from '../operations.ts';

/**
 * One organization's rows behind named operations (server/operations.ts). An operation is one transaction: it is done whole, or
 * it rejects and has left nothing behind. Writing operations of an organization run one after another.
 */
export interface OrganizationStore {
  /**
   * Runs an operation by its name.
   * @throws StoreError when storage failed: `retryable` says whether to try again; anything else is a bug
   */
  execute<N extends OperationName>(name: N, input: OperationInput<N>): Promise<OperationResult<N>>;

  /**
   * Calls the listener after every commit that took a new version, whichever server process made it. Versions only ever rise;
   * after an interruption the listener hears the newest one.
   * @returns what ends it
   */
  onCommit(listener: (version: number) => void): () => void;

  /**
   * Calls the listener after every operation that may have ended somebody's access, whichever server process ran it; after an
   * interruption, too, in which one may have been missed.
   * @returns what ends it
   */
  onAccessEnded(listener: () => void): () => void;

  /** Ends what this handle holds, after what runs. The organization can be opened again. */
  close(): Promise<void>;
}

/** Every organization of a server. */
export interface OrganizationStores {
  /**
   * Opens an organization, bringing its schema up to date. Opening it again answers with the same store.
   * @param organizationId id in the directory: letters, digits, `-` and `_`
   * @throws StoreError NOT_FOUND, CORRUPT (this organization only), UNAVAILABLE
   */
  open(organizationId: string): Promise<OrganizationStore>;

  /**
   * Makes an organization with its first rows, at version 1. All or nothing.
   * @throws StoreError ALREADY_EXISTS
   */
  create(organizationId: string, first: CreateInput): Promise<void>;

  /** @returns whether the organization was created */
  has(organizationId: string): Promise<boolean>;

  /** Finishes what runs and closes everything: the end of the process. */
  closeAll(): Promise<void>;
}
