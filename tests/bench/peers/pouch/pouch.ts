/** As much of PouchDB as is used here. */
export type PouchDatabase = {
  readonly get: (id: string) => Promise<PouchDocument>;
  readonly put: (document: PouchDocument) => Promise<unknown>;
  readonly bulkDocs: (documents: readonly PouchDocument[]) => Promise<unknown>;
  readonly allDocs: (options: { include_docs: boolean; limit: number }) => Promise<{ rows: readonly unknown[] }>;
  readonly info: () => Promise<{ doc_count: number }>;
  readonly replicate: Record<'from' | 'to', (url: string) => Promise<{ docs_written: number }>>;
};
export type PouchDocument = { _id: string; [cell: string]: unknown };
export type PouchConstructor = {
  new (name: string): PouchDatabase;
  defaults(options: { prefix: string }): PouchConstructor;
};
