import { IconAntennaBars5, IconBuilding, IconPlug, IconUserCircle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChoiceFilter } from '../../ui/filters/choice-filter.ts';
import { FilterBar } from '../../ui/filters/filter-bar.tsx';
import type { FilterChanges } from '../../ui/filters/filter-query.ts';
import { SearchField } from '../../ui/filters/search-field.tsx';
import { Toolbar } from '../../ui/page.tsx';
import { businessOptions, priorityOptions, sourceOptions, userOptions } from '../../ui/pick/pick-options.tsx';
import type { WorkspaceIndex, WorkspacePipeline } from '../../ui/workspace/use-workspace.ts';
import type { BoardFilterValues } from './board-model.ts';

/** Search and filters. */
export function BoardToolbar(props: {
  index: WorkspaceIndex;
  module: WorkspacePipeline['module'];
  filters: BoardFilterValues;
  onFilters: (changes: FilterChanges) => void;
}) {
  const { t } = useTranslation('pipeline');
  const choices = useChoices(props.index, props.module);
  return (
    <Toolbar label={t('toolbar')}>
      <SearchField
        label={t(`search.${props.module}`)}
        value={props.filters.search ?? ''}
        onChange={(search) => props.onFilters({ search: search || undefined })}
      />
      <FilterBar
        choices={choices}
        filters={props.filters}
        timeZone={props.index.organization?.timeZone ?? 'UTC'}
        onChange={props.onFilters}
      />
    </Toolbar>
  );
}

/** Opportunities have no priority, source or business to filter by. */
function useChoices(index: WorkspaceIndex, module: WorkspacePipeline['module']): readonly ChoiceFilter[] {
  const { t } = useTranslation(['leads', 'common']);
  return useMemo(() => {
    const owner: ChoiceFilter = {
      key: 'assigneeId',
      label: t('filter.assignee'),
      icon: <IconUserCircle size={14} stroke={1.75} />,
      options: userOptions(index, t('common:nobody')),
    };
    if (module === 'opportunities') return [owner];
    return [
      owner,
      {
        key: 'priority',
        label: t('filter.priority'),
        icon: <IconAntennaBars5 size={14} stroke={1.75} />,
        options: priorityOptions(index),
      },
      {
        key: 'sourceId',
        label: t('filter.source'),
        icon: <IconPlug size={14} stroke={1.75} />,
        options: sourceOptions(index, t('filter.noSource')),
      },
      {
        key: 'businessId',
        label: t('filter.business'),
        icon: <IconBuilding size={14} stroke={1.75} />,
        options: businessOptions(index, t('filter.noBusiness')),
      },
    ];
  }, [index, module, t]);
}
