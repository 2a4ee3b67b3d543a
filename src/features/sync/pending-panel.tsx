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
  const { entries, error, need } = useOutbox(waiting);
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
      <PendingList entries={entries ?? []} total={status.pending} onNeed={need} />
    </Panel>
  );
}

/**
 * Only what is on screen is in the document: there may be ten thousand. The list is as long as all of them from the first moment,
 * so that the scroll bar tells the truth and End goes to the end; what is not read yet has its place.
 */
function PendingList(props: { entries: readonly OutboxEntry[]; total: number; onNeed: (count: number) => void }) {
  const { entries, onNeed } = props;
  const total = Math.max(props.total, entries.length);
  const list = useRef<HTMLOListElement>(null);
  const sentence = useSentences();
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => list.current?.closest<HTMLElement>('[role="tabpanel"]') ?? null,
    estimateSize: () => usualHeight,
    getItemKey: (index) => entries[index]?.id ?? index,
    overscan: 12,
  });
  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => onNeed(last + ahead), [last, onNeed]);
  useEntryKeys(list, {
    count: total,
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
          aria-setsize={total}
          aria-posinset={index + 1}
          className={classes.entry}
          style={{ transform: `translateY(${start}px)` }}
        >
          <Entry entry={entries[index]} sentence={sentence} />
        </li>
      ))}
    </ol>
  );
}

function Entry({ entry, sentence }: { entry: OutboxEntry | undefined; sentence: (entry: OutboxEntry) => string }) {
  if (!entry) return <span className={classes.sentence}>…</span>;
  return (
    <>
      <span className={classes.sentence}>{sentence(entry)}</span>
      <EntryState state={entry.state} />
      <span className={classes.time}>
        <RelativeTime at={entry.at} />
      </span>
    </>
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
