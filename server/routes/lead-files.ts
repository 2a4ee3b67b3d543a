import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { z } from 'zod';
import { documentAdd } from '../../core/domain/file/document-add.ts';
import { documentRemove } from '../../core/domain/file/document-remove.ts';
import { documentRename } from '../../core/domain/file/document-rename.ts';
import { documentRestore } from '../../core/domain/file/document-restore.ts';
import { fileName } from '../../core/domain/file/file-fields.ts';
import { defaultDocumentMaxBytes, photoMaxBytes } from '../../core/domain/file/file-limits.ts';
import { leadClearPhoto } from '../../core/domain/file/lead-clear-photo.ts';
import { leadSetPhoto } from '../../core/domain/file/lead-set-photo.ts';
import { sniffMediaType } from '../../core/domain/file/sniff-media-type.ts';
import { leadDocuments, type DocumentItem, type LeadDocuments } from '../../core/queries/lead-documents.ts';
import { receiveFile } from '../files/receive-file.ts';
import { actingAs } from '../http/caller.ts';
import type { AppContext, AppDeps, AppEnv, Caller } from '../http/deps.ts';
import { fileResponse } from '../http/file-response.ts';
import { HttpProblem } from '../http/problem.ts';
import { row } from '../openapi/json-schema.ts';
import { creates, file, nothing, replies, whole } from '../openapi/replies.ts';
import { Doors, newStamp } from './doors.ts';
import { leadReply } from './lead-resource.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource, type Resource } from './resource.ts';

const newDocumentParams = z.strictObject({ name: fileName });
type NewFileRow = Readonly<Record<string, string | number>>;

const renameBody = z.strictObject({ name: fileName });

const tag = 'files';
const reading = ['RANGE_NOT_SATISFIABLE', 'STORAGE_UNAVAILABLE'] as const;
const takesBytes = {
  takesBytes: true,
  problems: ['FILE_TOO_LARGE', 'FILE_TYPE_REFUSED', 'STORAGE_UNAVAILABLE', 'WRONG_STATE'],
} as const;

/** `/v1/leads/:id/photo` and `/v1/leads/:id/documents`: bodies and replies are the bytes themselves. */
export function leadFileRoutes(deps: AppDeps): Hono<AppEnv> {
  const files = new LeadFiles(deps);
  const routes = new Hono<AppEnv>();
  photoRoutes(routes, files);
  documentRoutes(routes, files);
  return routes;
}

function photoRoutes(routes: Hono<AppEnv>, files: LeadFiles): void {
  const get = { id: 'getPhoto', tag, summary: 'The photo of a lead', reply: file };
  routes.get(
    '/:id/photo',
    endpoint({ ...get, problems: reading }, async (c) => {
      const { photo } = await files.of(c);
      return files.bytes(c, photo);
    }),
  );
  const put = { id: 'putPhoto', tag, summary: 'Give a lead a photo', reply: replies(row('documents')), ...takesBytes };
  routes.put(
    '/:id/photo',
    endpoint(put, async (c) => {
      const { photo: before } = await files.of(c);
      const id = files.doors.newId();
      await files.take(c, photoMaxBytes, 'photo', (content) =>
        files.doors.mutate(c.var.caller, leadSetPhoto, { ...content, id, replaces: before?.id ?? null }),
      );
      const { photo } = await files.of(c);
      return c.json(photo && shown(photo));
    }),
  );
  const remove = { id: 'deletePhoto', tag, summary: 'Take the photo of a lead away', reply: nothing };
  routes.delete(
    '/:id/photo',
    endpoint(remove, async (c) => {
      const { photo, documents } = await files.of(c);
      if (!photo) throw new HttpProblem('NOT_FOUND');
      const photoIds = [photo, ...documents].filter((row) => row.kind === 'photo').map((row) => row.id);
      await files.doors.mutate(c.var.caller, leadClearPhoto, { leadId: photo.leadId, photoIds });
      return c.body(null, 204);
    }),
  );
}

function documentRoutes(routes: Hono<AppEnv>, files: LeadFiles): void {
  const { doors } = files;
  const list = { id: 'listDocuments', tag, summary: 'The documents of a lead', reply: whole(row('documents')) };
  routes.get(
    '/:id/documents',
    endpoint(list, async (c) => {
      const { documents } = await files.of(c);
      return c.json({ items: documents.map(shown), total: documents.length });
    }),
  );
  const add = { id: 'addDocument', tag, summary: 'Add a document to a lead', query: newDocumentParams, ...takesBytes };
  routes.post(
    '/:id/documents',
    endpoint({ ...add, reply: creates(row('documents')) }, async (c, { query: { name } }) => {
      await files.of(c);
      let id = '';
      await files.take(c, await files.documentMaxBytes(c.var.caller), name, async (content) => {
        id = await doors.create(c, documentAdd, content);
      });
      return c.json(shown(await files.document(c, id)), 201);
    }),
  );
  const reply = replies(row('documents'));
  const one = { id: 'getDocument', tag, summary: 'A document, without its content', reply };
  routes.get(
    '/:id/documents/:documentId',
    endpoint(one, async (c) => c.json(shown(await files.named(c)))),
  );
  const content = {
    id: 'getDocumentContent',
    tag,
    summary: 'The content of a document',
    reply: file,
    problems: reading,
  };
  routes.get(
    '/:id/documents/:documentId/content',
    endpoint(content, async (c) => files.bytes(c, await files.named(c))),
  );
  const rename = { id: 'renameDocument', tag, summary: 'Rename a document', body: renameBody, reply };
  routes.patch(
    '/:id/documents/:documentId',
    endpoint(rename, async (c, { body }) => {
      const { id } = await files.named(c);
      await doors.mutate(c.var.caller, documentRename, { id, changes: plainChanges(body) });
      return c.json(shown(await files.document(c, id)));
    }),
  );
  const remove = { id: 'deleteDocument', tag, summary: 'Remove a document', reply: nothing };
  routes.delete(
    '/:id/documents/:documentId',
    endpoint(remove, async (c) => {
      await doors.mutate(c.var.caller, documentRemove, { id: (await files.named(c)).id });
      return c.body(null, 204);
    }),
  );
  const restore = { id: 'restoreDocument', tag, summary: 'Bring a removed document back', reply };
  routes.post(
    '/:id/documents/:documentId/restore',
    endpoint(restore, async (c) => {
      await files.of(c);
      const id = requireId(c.req.param('documentId'));
      await doors.mutate(c.var.caller, documentRestore, { id });
      return c.json(shown(await files.document(c, id)));
    }),
  );
}

/** The files of the lead that a request names. */
class LeadFiles {
  readonly doors: Doors;
  readonly #deps: AppDeps;

  constructor(deps: AppDeps) {
    this.#deps = deps;
    this.doors = new Doors(deps.now);
  }

  /** @throws HttpProblem 404 for a lead that does not exist for the caller */
  async of(c: AppContext): Promise<LeadDocuments> {
    const leadId = requireId(c.req.param('id')!);
    await leadReply(c.var.caller, this.doors, leadId);
    return this.doors.ask(c.var.caller, leadDocuments, { leadId });
  }

  /** The document that the path names. @throws HttpProblem 404 */
  named(c: AppContext): Promise<DocumentItem> {
    return this.document(c, requireId(c.req.param('documentId')!));
  }

  /** @throws HttpProblem 404 */
  async document(c: AppContext, id: string): Promise<DocumentItem> {
    const found = (await this.of(c)).documents.find((row) => row.id === id);
    if (!found) throw new HttpProblem('NOT_FOUND');
    return found;
  }

  /** @throws HttpProblem 404 also while the device that added the file has not sent its bytes */
  bytes(c: AppContext, row: DocumentItem | null): Promise<Response> {
    if (!row) throw new HttpProblem('NOT_FOUND');
    if (row.storedAt === null) throw new HttpProblem('NOT_FOUND', { details: { reason: 'notUploaded' } });
    const { sha256, name, mediaType, size } = row;
    const served = { organizationId: c.var.caller.organization.id, sha256, name, mediaType, size };
    return fileResponse(c.req.raw, served, this.#deps.files.storage);
  }

  /** Largest document of the organization. Bytes. */
  async documentMaxBytes({ store, user }: Caller): Promise<number> {
    const session = await store.execute('session', { userId: user.id });
    return session?.organization.documentMaxBytes ?? defaultDocumentMaxBytes;
  }

  /**
   * Receives the body, stores it, and lets the row be written: a content without a row is swept away later, a row without its content
   * would promise what is not there.
   */
  async take(
    c: AppContext,
    maxBytes: number,
    name: string,
    addRow: (file: NewFileRow) => Promise<void>,
  ): Promise<void> {
    const { files, now } = this.#deps;
    const { organization, store } = c.var.caller;
    const received = await receiveFile(c.req.raw, files.folder, maxBytes);
    try {
      const { sha256, size, head } = received;
      await files.storage.put(organization.id, sha256, received.path);
      await addRow({
        leadId: requireId(c.req.param('id')!),
        name,
        mediaType: sniffMediaType(head, name),
        size,
        sha256,
      });
      await store.execute('files.stored', {
        ...actingAs(c.var.caller),
        ...{ sha256, size, head, now: now(), stamp: newStamp() },
      });
    } finally {
      await received.discard();
    }
  }
}

function shown(row: DocumentItem): Resource {
  return { ...toResource('documents', row), stored: row.storedAt !== null };
}
