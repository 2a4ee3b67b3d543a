import { Button, Table, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateText } from '../../../ui/date-text.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { useLead } from '../lead-context.ts';
import { useTimeline } from '../timeline/use-timeline.ts';
import { historyText, type HistoryRow } from './history-text.ts';
import classes from './history.module.css';
import { useHistoryWords } from './use-history-words.ts';

/** Who changed what and when, newest first. */
export function HistoryTab() {
  const { t } = useTranslation(['lead', 'common']);
  const { detail, workspace } = useLead();
  const { entries, counts, showMore } = useTimeline(detail.lead.id, ['history']);
  const words = useHistoryWords();
  if (!counts) return null;
  if (entries.length === 0) return <EmptyState kind="nothing" title={t('history.nothing')} />;
  return (
    <div className={classes.tab}>
      <Table className={classes.table ?? ''} stickyHeader>
        <caption>
          <VisuallyHidden>{t('history.caption')}</VisuallyHidden>
        </caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('history.when')}</Table.Th>
            <Table.Th>{t('history.who')}</Table.Th>
            <Table.Th>{t('history.what')}</Table.Th>
            <Table.Th>{t('history.from')}</Table.Th>
            <Table.Th>{t('history.to')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map(
            (entry) =>
              entry.kind === 'history' && (
                <HistoryLine
                  key={entry.id}
                  at={entry.at}
                  who={workspace.userById.get(entry.row.userId)?.name ?? t('common:unknown')}
                  row={entry.row}
                  words={words}
                />
              ),
          )}
        </Table.Tbody>
      </Table>
      {showMore && (
        <Button variant="subtle" onClick={showMore}>
          {t('timeline.earlier')}
        </Button>
      )}
    </div>
  );
}

function HistoryLine(props: { at: number; who: string; row: HistoryRow; words: Parameters<typeof historyText>[1] }) {
  const { what, from, to } = historyText(props.row, props.words);
  return (
    <Table.Tr>
      <Table.Td className={classes.when ?? ''}>
        <DateText at={props.at} as="dateTime" />
      </Table.Td>
      <Table.Td className={classes.who ?? ''}>{props.who}</Table.Td>
      <Table.Td className={classes.what ?? ''}>{what}</Table.Td>
      <Table.Td className={classes.value ?? ''} data-old>
        {from}
      </Table.Td>
      <Table.Td className={classes.value ?? ''}>{to}</Table.Td>
    </Table.Tr>
  );
}
