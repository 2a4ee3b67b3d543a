import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingMutation } from '../../../core/bridge/sync-centre.ts';
import { RelativeTime } from '../../ui/date-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useOutbox } from './use-outbox.ts';
import { useSentences } from './use-sentences.ts';
import classes from './sync.module.css';

/** Shown at first; the rest on demand. */
const shownAtFirst = 50;

/** What has not reached the server yet, oldest first, as readable sentences. */
export function PendingPanel() {
  const { entries = [], error } = useOutbox();
  if (error) return <ErrorNotice error={error} />;
  return <PendingList entries={entries.filter((entry) => entry.state !== 'rejected')} />;
}

function PendingList({ entries }: { entries: readonly PendingMutation[] }) {
  const { t } = useTranslation('sync');
  const [showAll, setShowAll] = useState(false);
  const shown = showAll ? entries : entries.slice(0, shownAtFirst);
  const sentence = useSentences(shown);
  return (
    <Panel title={t('pending.title')} description={entries.length > 0 ? t('pending.description') : undefined} flush>
      {entries.length === 0 ? (
        <EmptyState kind="nothing" title={t('pending.none')} compact>
          {t('pending.noneText')}
        </EmptyState>
      ) : (
        <ol className={classes.entries}>
          {shown.map((entry) => (
            <li key={entry.seq} className={classes.entry}>
              <span className={classes.sentence}>{sentence(entry)}</span>
              <span className={classes.time}>
                <RelativeTime at={entry.at} />
              </span>
            </li>
          ))}
        </ol>
      )}
      {shown.length < entries.length && (
        <Button variant="subtle" onClick={() => setShowAll(true)} m="xs">
          {t('pending.more')}
        </Button>
      )}
    </Panel>
  );
}
