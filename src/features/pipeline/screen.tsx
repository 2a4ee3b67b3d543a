import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { board } from '../../../core/queries/board.ts';
import { navigate, setQuery, useRoute } from '../../app/router.ts';
import { useQuery } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { filtersFromQuery, isFiltering } from '../../ui/filters/filter-query.ts';
import { useUndoShortcut } from '../../ui/notify-undo.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { useWorkspace, type WorkspaceIndex, type WorkspacePipeline } from '../../ui/workspace/use-workspace.ts';
import { Board } from './board.tsx';
import { boardFilterKeys, chosenPipeline, columnsOf, openPipelines, type BoardFilterValues } from './board-model.ts';
import { useBoardPreferences } from './board-preferences.ts';
import { BoardToolbar } from './board-toolbar.tsx';
import { CardSizeButton } from './card-size-button.tsx';
import { EmptyBoard } from './empty-board.tsx';
import { PipelineSwitcher } from './pipeline-switcher.tsx';

/** The board of a pipeline: `#/pipeline/<id>`, with its filters in the address. */
export function Screen() {
  const { t } = useTranslation('pipeline');
  const route = useRoute();
  const index = useWorkspace();
  const preferences = useBoardPreferences();
  useUndoShortcut();
  if (!index) return <Page fill>{null}</Page>;
  const pipelines = openPipelines(index);
  const pipeline = chosenPipeline(pipelines, route.id, preferences.pipelineId);
  if (!pipeline) {
    return (
      <Page header={<PageHeader title={t('title')} />}>
        <EmptyState kind="nothing" title={t('noPipeline.title')}>
          {t('noPipeline.text')}
        </EmptyState>
      </Page>
    );
  }
  return <PipelineBoard key={pipeline.id} index={index} pipelines={pipelines} pipeline={pipeline} />;
}

function PipelineBoard(props: {
  index: WorkspaceIndex;
  pipelines: readonly WorkspacePipeline[];
  pipeline: WorkspacePipeline;
}) {
  const { index, pipeline } = props;
  const { t } = useTranslation('pipeline');
  const format = useFormat();
  const { query } = useRoute();
  const { isCompact, set } = useBoardPreferences();
  const filterKey = JSON.stringify(filtersFromQuery(query, boardFilterKeys));
  const question = useMemo(
    () => ({ pipelineId: pipeline.id, filters: JSON.parse(filterKey) as BoardFilterValues }),
    [pipeline.id, filterKey],
  );
  const { data, error } = useQuery(board, question, { keepPrevious: true });
  const columns = useMemo(() => (data ? columnsOf(index, data.columns) : []), [index, data]);
  const total = columns.reduce((sum, { totals }) => sum + totals.count, 0);
  const value = columns.reduce((sum, { totals }) => sum + totals.valueMinor, 0);
  useEffect(() => set({ pipelineId: pipeline.id }), [set, pipeline.id]);
  return (
    <Page
      fill
      header={
        <PageHeader
          title={
            <PipelineSwitcher
              pipelines={props.pipelines}
              current={pipeline}
              onPick={(id) => navigate({ name: 'pipeline', id, query: { ...query, lead: undefined } })}
            />
          }
          actions={<CardSizeButton />}
          aside={
            data &&
            t(`total.${pipeline.module}`, {
              count: total,
              number: format.number(total),
              value: format.moneyCompact(value, data.currency),
            })
          }
        />
      }
      toolbar={
        <BoardToolbar
          index={index}
          module={pipeline.module}
          filters={question.filters}
          onFilters={(changes) => setQuery(changes, { replace: true })}
        />
      }
    >
      {error && <ErrorNotice error={error} />}
      {data && total === 0 && (
        <EmptyBoard
          module={pipeline.module}
          isFiltering={isFiltering(question.filters)}
          onClear={() => setQuery(Object.fromEntries(boardFilterKeys.map((key) => [key, undefined])))}
        />
      )}
      {data && total > 0 && (
        <Board
          question={question}
          columns={columns}
          currency={data.currency}
          isCompact={isCompact}
          openId={query['lead']}
        />
      )}
    </Page>
  );
}
