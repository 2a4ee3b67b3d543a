import { useTranslation } from 'react-i18next';
import { noteRevisions } from '../../../../core/queries/note-revisions.ts';
import { useQuery } from '../../../bridge/hooks.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import classes from './notes.module.css';

/** What a note said before its edits, newest first. */
export function Revisions({ noteId }: { noteId: string }) {
  const { t } = useTranslation('lead');
  const format = useFormat();
  const { data } = useQuery(noteRevisions, { noteId });
  if (!data) return null;
  if (data.revisions.length === 0) return <p className={classes.missing}>{t('notes.noVersions')}</p>;
  return (
    <ol className={classes.revisions}>
      {data.revisions.map((revision) => (
        <li key={revision.id} className={classes.revision}>
          <span className={classes.until}>{t('notes.replaced', { when: format.dateTime(revision.replacedAt) })}</span>
          <p className={classes.body}>{revision.body}</p>
        </li>
      ))}
    </ol>
  );
}
