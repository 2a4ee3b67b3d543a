import type { MessagePort } from 'node:worker_threads';

/** What the data worker is started with. */
export type WorkerStart = {
  /** The profile folder, which the starting process holds. */
  readonly directory: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** The folder `migrations/`. */
  readonly migrationsDirectory: string;
  /** What the sign-in form suggests as the server's address; null: the last one used. */
  readonly serverUrl: string | null;
  /** Of the application, as its package says. */
  readonly appVersion: string;
};

/** What the host tells the worker. Windows speak over ports of their own, so that their ids do not meet. */
export type HostMessage =
  | { readonly kind: 'connect'; readonly port: MessagePort }
  /** A window wants the bytes of a document; they go over the port (file-port.ts). */
  | { readonly kind: 'file'; readonly documentId: string; readonly port: MessagePort }
  /** Close the databases; the worker then ends. */
  | { readonly kind: 'close' };

/** What the worker tells its host. */
export type WorkerNotice =
  /** The saved session is open, or known not to be. */
  { readonly kind: 'ready' };
