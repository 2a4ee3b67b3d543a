import { Button, Select } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conflictList, type OpenConflict } from '../../../core/queries/conflict-list.ts';
import { hrefTo } from '../../app/router.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useWorkspace } from '../../ui/workspace/use-workspace.ts';
import { ConflictEntry } from './conflict-entry.tsx';
import { useDecideAll, type ConflictFilter } from './use-decisions.ts';
import { useEntryKeys } from './use-entry-keys.ts';
import entryList from './entry-list.module.css';
import classes from './conflicts.module.css';

const pageSize = 50;
const largestPage = 200;

/** A decision about many at once, until it is confirmed. */
type Asking = { readonly filter: ConflictFilter; readonly count: number; readonly kind: 'keep' | 'other' };

/** Values that met because two people edited one field, side by side, lead by lead, until somebody has decided. */
export function ConflictsPanel() {
  const { t } = useTranslation('sync');
  const [userId, setUserId] = useState<string | null>(null);
  const [limit, setLimit] = useState(pageSize);
  const [asking, setAsking] = useState<Asking>();
  const filter = userId === null ? {} : { userId };
  const { data, error } = useQuery(conflictList, { ...filter, offset: 0, limit }, { keepPrevious: true });
  if (error) return <ErrorNotice error={error} />;
  if (!data) return null;
  const { items, total } = data;
  if (total === 0 && userId === null) {
    return (
      <Panel title={t('conflicts.title')} flush>
        <EmptyState kind="nothing" title={t('conflicts.none')}>
          {t('conflicts.noneText')}
        </EmptyState>
      </Panel>
    );
  }
  return (
    <>
      <Toolbar
        userId={userId}
        onUser={setUserId}
        total={total}
        onAll={(kind) => setAsking({ filter, count: total, kind })}
      />
      {total === 0 && <EmptyState kind="filtered" title={t('conflicts.noneOfPerson')} />}
      <ConflictGroups
        items={items}
        onAll={(leadId, count, kind) => setAsking({ filter: { ...filter, leadId }, count, kind })}
      />
      {items.length < total && limit < largestPage && (
        <Button variant="subtle" onClick={() => setLimit((before) => Math.min(largestPage, before + pageSize))}>
          {t('conflicts.more')}
        </Button>
      )}
      <DecideAllDialog asking={asking} onClose={() => setAsking(undefined)} />
    </>
  );
}

function Toolbar(props: {
  userId: string | null;
  onUser: (userId: string | null) => void;
  total: number;
  onAll: (kind: 'keep' | 'other') => void;
}) {
  const { t } = useTranslation('sync');
  const common = useTranslation();
  const workspace = useWorkspace();
  const people = (workspace?.users ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.toolbar}>
      <p className={classes.lead}>{t('conflicts.description')}</p>
      <div className={classes.toolbarEnd}>
        <Select
          aria-label={t('conflicts.person')}
          placeholder={t('conflicts.everyone')}
          data={people}
          value={props.userId}
          onChange={props.onUser}
          clearable
          clearButtonProps={{ 'aria-label': common.t('clear') }}
          searchable
          size="xs"
          w="11rem"
        />
        {props.total > 1 && (
          <>
            <Button variant="default" size="xs" onClick={() => props.onAll('keep')}>
              {t('conflicts.keepAll', { count: props.total })}
            </Button>
            <Button variant="default" size="xs" onClick={() => props.onAll('other')}>
              {t('conflicts.otherAll', { count: props.total })}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function ConflictGroups(props: {
  items: readonly OpenConflict[];
  onAll: (leadId: string | null, count: number, kind: 'keep' | 'other') => void;
}) {
  const { t } = useTranslation('sync');
  const list = useRef<HTMLDivElement>(null);
  useEntryKeys(list, {
    count: props.items.length,
    onOpen: (index) => list.current?.querySelector<HTMLElement>(`[data-entry="${index}"] button`)?.focus(),
  });
  return (
    <div className={entryList.groups} ref={list}>
      {groupsOf(props.items).map(([first, group]) => (
        <Panel
          key={first.leadId ?? first.entityId}
          title={
            first.leadId === null ? (
              first.name || t('something')
            ) : (
              <a href={hrefTo({ name: 'lead', id: first.leadId })} className={classes.openLead}>
                {first.name || t('something')}
              </a>
            )
          }
          actions={
            first.ofLead > 1 && (
              <>
                <Button variant="subtle" size="xs" onClick={() => props.onAll(first.leadId, first.ofLead, 'keep')}>
                  {t('conflicts.keepAll', { count: first.ofLead })}
                </Button>
                <Button variant="subtle" size="xs" onClick={() => props.onAll(first.leadId, first.ofLead, 'other')}>
                  {t('conflicts.otherAll', { count: first.ofLead })}
                </Button>
              </>
            )
          }
          flush
        >
          <ul className={entryList.entries}>
            {group.map((conflict) => (
              <ConflictEntry key={conflict.id} conflict={conflict} index={props.items.indexOf(conflict)} />
            ))}
          </ul>
        </Panel>
      ))}
    </div>
  );
}

function DecideAllDialog({ asking, onClose }: { asking: Asking | undefined; onClose: () => void }) {
  const { t } = useTranslation('sync');
  const decideAll = useDecideAll();
  const { kind = 'keep', count = 0 } = asking ?? {};
  return (
    <ConfirmDialog
      opened={asking !== undefined}
      title={t(`conflicts.${kind}AllTitle`, { count })}
      confirmLabel={t(`conflicts.${kind}All`, { count })}
      onConfirm={() => (asking ? decideAll(asking.filter, count, { kind }) : undefined)}
      onClose={onClose}
    >
      {t(`conflicts.${kind}AllText`)}
    </ConfirmDialog>
  );
}

/** Neighbours that share a lead; rows without one stand for themselves. */
function groupsOf(items: readonly OpenConflict[]): readonly (readonly [OpenConflict, readonly OpenConflict[]])[] {
  const groups: [OpenConflict, OpenConflict[]][] = [];
  for (const item of items) {
    const last = groups.at(-1);
    const isSame =
      last && last[0].leadId === item.leadId && (item.leadId !== null || last[0].entityId === item.entityId);
    if (isSame) last[1].push(item);
    else groups.push([item, [item]]);
  }
  return groups;
}
