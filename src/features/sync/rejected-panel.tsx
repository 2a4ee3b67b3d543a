import { Anchor, Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingMutation } from '../../../core/bridge/sync-centre.ts';
import { hrefTo } from '../../app/router.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RelativeTime } from '../../ui/date-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { notifyError } from '../../ui/notify.ts';
import { Panel } from '../../ui/panel.tsx';
import { exportOutbox } from './export-outbox.ts';
import { leadIdsOf } from './sentence.ts';
import { useOutbox } from './use-outbox.ts';
import { useSentences } from './use-sentences.ts';
import classes from './sync.module.css';

/** What the server refused, with its reason and its full content, until a person has decided. */
export function RejectedPanel() {
  const { t } = useTranslation('sync');
  const { entries = [], error } = useOutbox();
  const rejected = entries.filter((entry) => entry.state === 'rejected');
  if (error) return <ErrorNotice error={error} />;
  if (rejected.length === 0) return <EmptyState kind="nothing" title={t('rejected.none')} />;
  return <RejectedList entries={rejected} />;
}

function RejectedList({ entries }: { entries: readonly PendingMutation[] }) {
  const { t } = useTranslation('sync');
  const exportFile = (): void => exportOutbox(entries, Date.now());
  const sentence = useSentences(entries);
  const [discarding, setDiscarding] = useState<PendingMutation>();
  const bridge = useBridge();
  const decide = async (method: 'outbox.retry' | 'outbox.discard', seq: number): Promise<void> => {
    const reply = await bridge.call(method, { seq });
    if (!reply.ok) notifyError(reply.error);
  };
  return (
    <Panel
      title={t('rejected.title')}
      description={t('rejected.description')}
      actions={
        <Button variant="subtle" color="gray" size="xs" onClick={exportFile}>
          {t('exportOutbox')}
        </Button>
      }
      flush
    >
      <ul className={classes.entries}>
        {entries.map((entry) => (
          <RejectedEntry
            key={entry.seq}
            entry={entry}
            sentence={sentence(entry)}
            onRetry={() => void decide('outbox.retry', entry.seq)}
            onDiscard={() => setDiscarding(entry)}
          />
        ))}
      </ul>
      <ConfirmDialog
        opened={discarding !== undefined}
        title={t('rejected.discardTitle')}
        confirmLabel={t('rejected.discard')}
        danger
        onConfirm={() => (discarding ? decide('outbox.discard', discarding.seq) : undefined)}
        onClose={() => setDiscarding(undefined)}
      >
        {discarding && <p className={classes.quoted}>{sentence(discarding)}</p>}
        {t('rejected.discardText')}
      </ConfirmDialog>
    </Panel>
  );
}

function RejectedEntry(props: {
  entry: PendingMutation;
  sentence: string;
  onRetry: () => void;
  onDiscard: () => void;
}) {
  const { t } = useTranslation('sync');
  const { entry } = props;
  const leadIds = leadIdsOf(entry);
  return (
    <li className={classes.rejected}>
      <div className={classes.entryHead}>
        <span className={classes.sentence}>{props.sentence}</span>
        <span className={classes.time}>
          <RelativeTime at={entry.at} />
        </span>
      </div>
      {entry.error && <ErrorNotice error={{ kind: 'domain', error: entry.error }} quiet />}
      <div className={classes.entryActions}>
        <Button variant="default" size="xs" onClick={props.onRetry}>
          {t('rejected.retry')}
        </Button>
        <Button variant="subtle" color="red" size="xs" onClick={props.onDiscard}>
          {t('rejected.discard')}
        </Button>
        {leadIds.length === 1 && (
          <Anchor href={hrefTo({ name: 'lead', id: leadIds[0] })} size="xs">
            {t('rejected.openLead')}
          </Anchor>
        )}
        <details className={classes.content}>
          <summary>{t('rejected.content')}</summary>
          {/* What scrolls must be reachable from the keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre tabIndex={0}>{JSON.stringify(entry.args, null, 2)}</pre>
        </details>
      </div>
    </li>
  );
}
