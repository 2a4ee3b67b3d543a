import { z } from 'zod';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import { idParam } from './params.ts';
import { columnsOf, visibleLead, type StoredRow } from './sql-parts.ts';

const params = z.strictObject({ leadId: idParam });

export type DocumentItem = StoredRow<'documents'> & { readonly createdByName: string | null };

export type LeadDocuments = {
  /** Newest first; photos that are not the lead's photo are among them. */
  readonly documents: readonly DocumentItem[];
  /** The lead's photo: the newest one. */
  readonly photo: DocumentItem | null;
};

/** The files of a visible lead that have not been removed. Where their bytes are is not the database's to say. */
export const leadDocuments = defineQuery<z.output<typeof params>, LeadDocuments>({
  name: 'leadDocuments',
  params,
  reads: ['leads', 'documents', 'users'],
  *run({ leadId }, env): QueryProgram<LeadDocuments> {
    const found = env.db
      .selectFrom('documents as d')
      .innerJoin('leads as l', 'l.id', 'd.leadId')
      .leftJoin('users as u', 'u.id', 'd.createdBy')
      .select(columnsOf('documents', 'd'))
      .select('u.name as createdByName')
      .where('d.leadId', '=', leadId)
      .where('d.removedAt', 'is', null)
      .where(visibleLead(env, 'l'))
      .orderBy('d.createdAt', 'desc')
      .orderBy('d.id', 'desc');
    const rows = yield* rowsOf(found);
    const photo = rows.find((row) => row.kind === 'photo') ?? null;
    return { photo, documents: rows.filter((row) => row !== photo) };
  },
});
