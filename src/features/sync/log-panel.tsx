import { Button, SegmentedControl } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import type { SyncLogEntry } from '../../../core/bridge/sync-centre.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { notifyDone } from '../../ui/notify.ts';
import { Panel } from '../../ui/panel.tsx';
import { isProblem, logFilters, passes, type LogFilter } from './log-text.ts';
import { useEntryKeys } from './use-entry-keys.ts';
import { useLogText } from './use-log-text.ts';
import classes from './log.module.css';

/** What sync did on this device, newest first, in plain sentences without a word of the person's data. */
export function LogPanel({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const entries = useLog(status);
  const [filter, setFilter] = useState<LogFilter>('all');
  const shown = entries?.filter((entry) => passes(entry, filter)) ?? [];
  const copy = useCopy(shown);
  if (!entries) return null;
  const actions = (
    <>
      <SegmentedControl
        aria-label={t('log.filter')}
        data={logFilters.map((value) => ({ value, label: t(`log.filters.${value}`) }))}
        value={filter}
        onChange={(value) => setFilter(value)}
      />
      <Button
        variant="subtle"
        color="gray"
        size="xs"
        leftSection={<IconCopy size={14} stroke={1.75} aria-hidden />}
        onClick={() => void copy()}
        disabled={shown.length === 0}
      >
        {t('log.copy')}
      </Button>
    </>
  );
  return (
    <Panel title={t('log.title')} description={t('log.description')} actions={actions} flush>
      {shown.length === 0 ? (
        <EmptyState kind={filter === 'all' ? 'nothing' : 'filtered'} title={t('log.none')} />
      ) : (
        <LogList entries={shown} />
      )}
    </Panel>
  );
}

/** Shown at once; the rest on demand. */
const shownAtFirst = 200;

function LogList({ entries }: { entries: readonly SyncLogEntry[] }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const text = useLogText();
  const list = useRef<HTMLOListElement>(null);
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? entries : entries.slice(0, shownAtFirst);
  useEntryKeys(list, { count: shown.length });
  return (
    <>
      <ol className={classes.list} ref={list}>
        {shown.map((entry, i) => (
          <li
            key={entry.id}
            className={classes.entry}
            data-entry={i}
            data-problem={isProblem(entry) || undefined}
            tabIndex={-1}
          >
            <time className={classes.time} dateTime={new Date(entry.at).toISOString()}>
              {format.dateTime(entry.at)}
            </time>
            <span className={classes.text}>{text(entry)}</span>
          </li>
        ))}
      </ol>
      {shown.length < entries.length && (
        <Button variant="subtle" m="xs" onClick={() => setWhole(true)}>
          {t('log.more')}
        </Button>
      )}
    </>
  );
}

/** Asked for again whenever the status changes: every entry comes with a change of it, or little later. */
function useLog(status: SyncStatus): readonly SyncLogEntry[] | undefined {
  const bridge = useBridge();
  const [entries, setEntries] = useState<readonly SyncLogEntry[]>();
  useEffect(() => {
    let isCurrent = true;
    void bridge.call('sync.log', {}).then((reply) => {
      if (isCurrent && reply.ok) setEntries(reply.value);
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, status]);
  return entries;
}

function useCopy(entries: readonly SyncLogEntry[]): () => Promise<void> {
  const { t } = useTranslation('sync');
  const text = useLogText();
  return async () => {
    const lines = entries.map((entry) => `${new Date(entry.at).toISOString()}\t${text(entry)}`);
    await navigator.clipboard.writeText(lines.join('\n'));
    notifyDone(t('log.copied', { count: entries.length }));
  };
}
