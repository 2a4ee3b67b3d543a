import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { leadList } from '../../../core/queries/lead-list.ts';
import { setQuery, useRoute } from '../../app/router.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useNow } from '../../ui/date-text.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useUndoShortcut } from '../../ui/notify-undo.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { useWorkspace, type WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';
import { ColumnMenu } from './column-menu.tsx';
import { EmptyList } from './empty-list.tsx';
import { GridContext } from './grid-context.ts';
import { LeadGrid } from './lead-grid.tsx';
import { leadFilterKeys, leadQuestionOf, orderQuery, type LeadQuestion } from './lead-list-query.ts';
import { pageSize } from './use-lead-rows.ts';
import { LeadToolbar } from './lead-toolbar.tsx';

/** All leads as a table: `#/leads`, with filters and order in the address. */
export function Screen() {
  const index = useWorkspace();
  useUndoShortcut();
  return index ? <LeadList index={index} /> : <Page fill>{null}</Page>;
}

function LeadList({ index }: { index: WorkspaceIndex }) {
  const { t } = useTranslation(['leads', 'common']);
  const format = useFormat();
  const { query } = useRoute();
  const questionKey = JSON.stringify(leadQuestionOf(query));
  const question = useMemo(() => JSON.parse(questionKey) as LeadQuestion, [questionKey]);
  // The first page of the list itself, so this asks nothing more; its total is that of the whole list.
  const { data, error } = useQuery(leadList, { ...question, offset: 0, limit: pageSize }, { keepPrevious: true });
  const now = useNow();
  const environment = useMemo(() => ({ index, t, format, now }), [index, t, format, now]);
  const total = data?.total;
  return (
    <Page
      fill
      header={
        <PageHeader
          title={t('title')}
          actions={<ColumnMenu />}
          aside={
            total !== undefined && (
              <span role="status">{t('total', { count: total, number: format.number(total) })}</span>
            )
          }
        />
      }
      toolbar={
        <LeadToolbar
          index={index}
          filters={question.filters}
          onFilters={(changes) => setQuery(changes, { replace: true })}
        />
      }
    >
      {error && <ErrorNotice error={error} />}
      {total === 0 && (
        <EmptyList
          filters={question.filters}
          onClear={() => setQuery(Object.fromEntries(leadFilterKeys.map((key) => [key, undefined])))}
        />
      )}
      {total !== undefined && total > 0 && (
        <GridContext value={environment}>
          <LeadGrid
            question={question}
            total={total}
            openId={query['lead']}
            onOrder={(order) => setQuery(orderQuery(order), { replace: true })}
          />
        </GridContext>
      )}
    </Page>
  );
}
