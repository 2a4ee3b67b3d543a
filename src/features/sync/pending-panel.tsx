import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import type { OutboxEntry, OutboxState } from '../../../core/bridge/sync-centre.ts';
import { openLead } from '../../app/router.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { RelativeTime } from '../../ui/date-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useEntryKeys } from './use-entry-keys.ts';
import { useOutbox } from './use-outbox.ts';
import { useSentences } from './use-sentences.ts';
import classes from './pending.module.css';

const waiting: readonly OutboxState[] = ['pending', 'answered', 'imported'];
const usualHeight = 37;
/** So many entries before the end of what is here the next page is asked for. */
const ahead = 60;

/** What has not come back from the server yet, oldest first, as readable sentences. */
export function PendingPanel({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const { entries, error, more } = useOutbox(waiting);
  if (error) return <ErrorNotice error={error} />;
  if (entries?.length === 0) {
    return (
      <Panel title={t('pending.title')} flush>
        <EmptyState kind="nothing" title={t('pending.none')}>
          {t('pending.noneText')}
        </EmptyState>
      </Panel>
    );
  }
  const description = t('pending.description', { count: status.pending, number: format.number(status.pending) });
  return (
    <Panel title={t('pending.title')} description={description} flush>
      <PendingList entries={entries ?? []} total={status.pending} onMore={more} />
    </Panel>
  );
}

/** Only what is on screen is in the document: there may be ten thousand. */
function PendingList(props: { entries: readonly OutboxEntry[]; total: number; onMore: () => void }) {
  const { entries, onMore } = props;
  const list = useRef<HTMLOListElement>(null);
  const sentence = useSentences();
  const virtualizer = useVirtualizer({
    count: entries.length,
    getScrollElement: () => list.current?.closest<HTMLElement>('[role="tabpanel"]') ?? null,
    estimateSize: () => usualHeight,
    getItemKey: (index) => entries[index]!.id,
    overscan: 12,
  });
  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (last + ahead >= entries.length) onMore();
  }, [last, entries.length, onMore]);
  useEntryKeys(list, {
    count: entries.length,
    scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    onOpen: (index) => {
      const leadId = entries[index]?.subject.leadId;
      if (leadId) openLead(leadId);
    },
  });
  return (
    <ol className={classes.list} ref={list} style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index, key, start }) => (
        <li
          key={key}
          ref={virtualizer.measureElement}
          data-index={index}
          data-entry={index}
          tabIndex={-1}
          aria-setsize={Math.max(props.total, entries.length)}
          aria-posinset={index + 1}
          className={classes.entry}
          style={{ transform: `translateY(${start}px)` }}
        >
          <span className={classes.sentence}>{sentence(entries[index]!)}</span>
          <EntryState state={entries[index]!.state} />
          <span className={classes.time}>
            <RelativeTime at={entries[index]!.at} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Where the entry is now. */
function EntryState({ state }: { state: OutboxState }) {
  const { t } = useTranslation('sync');
  return (
    <span className={classes.state} data-state={state}>
      {t(`pending.state.${state}`)}
    </span>
  );
}
