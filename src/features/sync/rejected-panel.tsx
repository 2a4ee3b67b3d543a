import { Button } from '@mantine/core';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '../../../core/bridge/contract.ts';
import type { OutboxEntry, OutboxState } from '../../../core/bridge/sync-centre.ts';
import type { ErrorCode } from '../../../core/kernel/errors.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { errorText } from '../../i18n/error-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { saveOutboxFile } from './outbox-file.ts';
import { isInTrash, RejectedEntry } from './rejected-entry.tsx';
import { useEntryKeys } from './use-entry-keys.ts';
import { useOutbox } from './use-outbox.ts';
import { useRefusals } from './use-refusals.ts';
import { useSentences } from './use-sentences.ts';
import entryList from './entry-list.module.css';
import classes from './rejected.module.css';

const refused: readonly OutboxState[] = ['rejected'];

/** What the server refused, by reason, with its full content, until a person has decided. */
export function RejectedPanel({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const bridge = useBridge();
  const { entries, error, need } = useOutbox(refused);
  if (error) return <ErrorNotice error={error} />;
  if (!entries) return null;
  if (entries.length === 0) {
    return (
      <Panel title={t('rejected.title')} flush>
        <EmptyState kind="nothing" title={t('rejected.none')}>
          {t('rejected.noneText')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <div className={classes.head}>
        <p className={classes.lead}>{t('rejected.description')}</p>
        <Button
          variant="default"
          size="xs"
          onClick={() => void saveOutboxFile(bridge, entries.map(({ seq }) => seq).slice(0, 1000))}
        >
          {t('rejected.exportAll')}
        </Button>
      </div>
      <RejectedGroups entries={entries} />
      {entries.length < status.rejected && (
        <Button variant="subtle" onClick={() => need(entries.length + 1)}>
          {t('rejected.more')}
        </Button>
      )}
    </>
  );
}

type Asking =
  | { readonly kind: 'discard' | 'edit'; readonly entry: OutboxEntry }
  | { readonly kind: 'discardAll'; readonly code: ErrorCode; readonly count: number };

function RejectedGroups({ entries }: { entries: readonly OutboxEntry[] }) {
  const list = useRef<HTMLDivElement>(null);
  const sentence = useSentences();
  const [asking, setAsking] = useState<Asking>();
  const groups = useMemo(() => groupsOf(entries), [entries]);
  const order = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
  useEntryKeys(list, { count: order.length, onOpen: (index) => setAsking({ kind: 'edit', entry: order[index]! }) });
  const ask = (kind: 'discard' | 'edit', entry: OutboxEntry): void => setAsking({ kind, entry });
  return (
    <div className={entryList.groups} ref={list}>
      {groups.map(({ key, code, entries: group }) => (
        <Group
          key={key}
          code={code}
          inTrash={isInTrash(group[0]!)}
          count={group.length}
          onDiscardAll={() => setAsking({ kind: 'discardAll', code, count: group.length })}
        >
          {group.map((entry) => (
            <RejectedEntry
              key={entry.id}
              entry={entry}
              index={order.indexOf(entry)}
              sentence={sentence(entry)}
              onEdit={() => ask('edit', entry)}
              onDiscard={() => ask('discard', entry)}
            />
          ))}
        </Group>
      ))}
      {asking?.kind === 'edit' && (
        <EditDialog entry={asking.entry} sentence={sentence(asking.entry)} onClose={() => setAsking(undefined)} />
      )}
      <DiscardDialog asking={asking} sentence={sentence} onClose={() => setAsking(undefined)} />
    </div>
  );
}

/** Those that were refused for one reason, and what can be done about all of them. */
function Group(props: {
  code: ErrorCode;
  inTrash: boolean;
  count: number;
  onDiscardAll: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('sync');
  const errors = useTranslation('errors');
  const { retryAll } = useRefusals();
  const { title, detail } = props.inTrash
    ? { title: t('rejected.inTrash.title'), detail: t('rejected.inTrash.detail') }
    : errorText(errors.t, { kind: 'domain', error: { code: props.code, details: {} } });
  const actions = props.count > 1 && (
    <>
      <Button variant="subtle" size="xs" onClick={() => void retryAll(props.code)}>
        {t('rejected.retryAll', { count: props.count })}
      </Button>
      <Button variant="subtle" color="red" size="xs" onClick={props.onDiscardAll}>
        {t('rejected.discardAll', { count: props.count })}
      </Button>
    </>
  );
  return (
    <Panel title={title} description={detail} actions={actions} flush>
      <ul className={entryList.entries}>{props.children}</ul>
    </Panel>
  );
}

function DiscardDialog(props: {
  asking: Asking | undefined;
  sentence: (entry: OutboxEntry) => string;
  onClose: () => void;
}) {
  const { t } = useTranslation('sync');
  const { discard, discardAll } = useRefusals();
  const { asking } = props;
  const isAll = asking?.kind === 'discardAll';
  const confirm = (): Promise<void> | void => {
    if (asking?.kind === 'discard') return discard(asking.entry.seq);
    return isAll ? discardAll(asking.code) : undefined;
  };
  return (
    <ConfirmDialog
      opened={asking?.kind === 'discard' || isAll}
      title={isAll ? t('rejected.discardAllTitle', { count: asking.count }) : t('rejected.discardTitle')}
      confirmLabel={isAll ? t('rejected.discardAll', { count: asking.count }) : t('rejected.discard')}
      danger
      onConfirm={confirm}
      onClose={props.onClose}
    >
      {asking?.kind === 'discard' && <p className={classes.quoted}>{props.sentence(asking.entry)}</p>}
      {t('rejected.discardText')}
    </ConfirmDialog>
  );
}

type RefusalGroup = { readonly key: string; readonly code: ErrorCode; readonly entries: readonly OutboxEntry[] };

/** By reason, the reason of the oldest first. */
function groupsOf(entries: readonly OutboxEntry[]): readonly RefusalGroup[] {
  const groups = new Map<string, RefusalGroup>();
  for (const entry of entries) {
    const code = entry.error?.code ?? 'MUTATOR_FAILED';
    const key = isInTrash(entry) ? `${code} trash` : code;
    groups.set(key, { key, code, entries: [...(groups.get(key)?.entries ?? []), entry] });
  }
  return [...groups.values()];
}
