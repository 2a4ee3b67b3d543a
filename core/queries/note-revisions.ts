import { z } from 'zod';
import { defineQuery, rowsOf, type QueryProgram } from './define-query.ts';
import { idParam } from './params.ts';
import { columnsOf, visibleLead, type StoredRow } from './sql-parts.ts';

const params = z.strictObject({ noteId: idParam });

/** What a note said before each edit, newest first. */
export type NoteRevisions = { readonly revisions: readonly StoredRow<'noteRevisions'>[] };

/** The earlier texts of a note on a visible lead. */
export const noteRevisions = defineQuery<z.output<typeof params>, NoteRevisions>({
  name: 'noteRevisions',
  params,
  reads: ['leads', 'noteRevisions'],
  *run({ noteId }, env): QueryProgram<NoteRevisions> {
    const revisions = env.db
      .selectFrom('noteRevisions as r')
      .innerJoin('leads as l', 'l.id', 'r.leadId')
      .select(columnsOf('noteRevisions', 'r'))
      .where('r.noteId', '=', noteId)
      .where(visibleLead(env, 'l'))
      .orderBy('r.replacedAt', 'desc')
      .orderBy('r.id', 'desc');
    return { revisions: yield* rowsOf(revisions) };
  },
});
