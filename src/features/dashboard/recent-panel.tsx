import { Anchor, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Period } from '../../../core/queries/days.ts';
import type { LeadListItem } from '../../../core/queries/lead-list.ts';
import { recentLeads } from '../../../core/queries/recent-leads.ts';
import { workspace, type Workspace } from '../../../core/queries/workspace.ts';
import { hrefTo, leadRoute, useRoute } from '../../app/router.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { Person } from '../../ui/avatar.tsx';
import { RelativeTime } from '../../ui/date-text.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Money } from '../../ui/money.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StageChip } from '../../ui/stage-chip.tsx';
import { hrefBehind } from './leads-link.ts';
import classes from './dashboard.module.css';

/** The last leads of the period (A7). */
export function RecentPanel({ period }: { period: Period }) {
  const { t } = useTranslation('dashboard');
  const { data, error } = useQuery(recentLeads, { from: period.from, to: period.to }, { keepPrevious: true });
  const names = useQuery(workspace, {}).data;
  return (
    <Panel
      title={t('recent.title')}
      description={t('recent.description')}
      actions={
        <Anchor href={hrefBehind(period)} className={classes.panelLink}>
          {t('recent.all')}
        </Anchor>
      }
      className={classes.full}
      flush
    >
      {error && <ErrorNotice error={error} />}
      <Table highlightOnHover className={classes.recent}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('recent.name')}</Table.Th>
            <Table.Th>{t('recent.stage')}</Table.Th>
            <Table.Th>{t('recent.assignee')}</Table.Th>
            <Table.Th ta="end">{t('recent.value')}</Table.Th>
            <Table.Th ta="end">{t('recent.created')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data?.items.map((lead) => (
            <RecentRow key={lead.id} lead={lead} names={names} />
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  );
}

function RecentRow({ lead, names }: { lead: LeadListItem; names: Workspace | undefined }) {
  const { t } = useTranslation();
  const route = useRoute();
  const stage = names?.stages.find(({ id }) => id === lead.stageId);
  const assignee = names?.users.find(({ id }) => id === lead.assigneeId);
  return (
    <Table.Tr>
      <Table.Td>
        <a className={classes.leadLink} href={hrefTo(leadRoute(route, lead.id))}>
          {lead.name}
        </a>
        {lead.company && lead.company !== lead.name && <span className={classes.company}>{lead.company}</span>}
      </Table.Td>
      <Table.Td>{stage && <StageChip stage={stage} />}</Table.Td>
      <Table.Td>
        {assignee ? (
          <Person name={assignee.name} color={assignee.color} />
        ) : (
          <span className={classes.zero}>{t('nobody')}</span>
        )}
      </Table.Td>
      <Table.Td ta="end">
        <Money minor={lead.valueMinor} currency={lead.currency} />
      </Table.Td>
      <Table.Td ta="end">
        <RelativeTime at={lead.createdAt} />
      </Table.Td>
    </Table.Tr>
  );
}
