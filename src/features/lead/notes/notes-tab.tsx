import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateText } from '../../../ui/date-text.tsx';
import { Person } from '../../../ui/avatar.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useLead } from '../lead-context.ts';
import { NoteComposer } from '../timeline/note-composer.tsx';
import { useTimeline } from '../timeline/use-timeline.ts';
import { NoteBody } from './note-body.tsx';
import classes from './notes.module.css';

/** All notes of the lead, newest first. */
export function NotesTab() {
  const { t } = useTranslation(['lead', 'common']);
  const { detail, workspace, may } = useLead();
  const { entries, counts, showMore } = useTimeline(detail.lead.id, ['note']);
  const [isWriting, setWriting] = useState(false);
  return (
    <div className={classes.tab}>
      {may.note && <NoteComposer isOpen={isWriting} onOpen={setWriting} />}
      {entries.map((entry) => {
        if (entry.kind !== 'note') return null;
        const author = workspace.userById.get(entry.row.authorId);
        return (
          <article key={entry.id} className={classes.card}>
            <header className={classes.head}>
              <Person name={author?.name ?? t('common:unknown')} color={author?.color ?? null} />
              <span className={classes.when}>
                <DateText at={entry.at} as="dateTime" />
              </span>
            </header>
            <NoteBody note={entry.row} />
          </article>
        );
      })}
      {counts && entries.length === 0 && (
        <EmptyState kind="nothing" title={t('notes.nothing')}>
          {t('notes.mine')}
        </EmptyState>
      )}
      {showMore && (
        <Button variant="subtle" onClick={showMore}>
          {t('timeline.earlier')}
        </Button>
      )}
    </div>
  );
}
