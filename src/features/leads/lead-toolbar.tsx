import {
  IconAntennaBars5,
  IconArchive,
  IconBuilding,
  IconCircleDot,
  IconLayoutKanban,
  IconPlug,
  IconProgress,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { leadStatuses } from '../../../core/schema/leads.ts';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import type { ChoiceFilter } from '../../ui/filters/choice-filter.ts';
import { FilterBar } from '../../ui/filters/filter-bar.tsx';
import { filterText, type FilterChanges } from '../../ui/filters/filter-query.ts';
import { SearchField } from '../../ui/filters/search-field.tsx';
import { Toolbar } from '../../ui/page.tsx';
import {
  businessOptions,
  leadPipelines,
  priorityOptions,
  sourceOptions,
  stageOptions,
  teamOptions,
  userOptions,
} from '../../ui/pick/pick-options.tsx';
import type { WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';

const icon = { size: 14, stroke: 1.75 } as const;

/** Search and filters. */
export function LeadToolbar(props: {
  index: WorkspaceIndex;
  filters: LeadFilters;
  onFilters: (changes: FilterChanges) => void;
}) {
  const { t } = useTranslation('leads');
  const { index, filters, onFilters } = props;
  const choices = useChoices(index, filters);
  return (
    <Toolbar label={t('toolbar')}>
      <SearchField
        label={t('search')}
        value={filters.search ?? ''}
        onChange={(search) => onFilters({ search: search || undefined })}
      />
      <FilterBar
        choices={choices}
        filters={filters}
        withPeriod
        timeZone={index.organization?.timeZone ?? 'UTC'}
        onChange={(changes) => onFilters(changes.state === 'active' ? { ...changes, state: undefined } : changes)}
      />
    </Toolbar>
  );
}

function useChoices(index: WorkspaceIndex, filters: LeadFilters): readonly ChoiceFilter[] {
  const { t } = useTranslation(['leads', 'common']);
  return useMemo(() => {
    const pipelines = leadPipelines(index);
    const shown = filters.pipelineId === undefined ? pipelines.map(({ id }) => id) : [filters.pipelineId];
    const states = (['active', 'archived', 'trashed', 'kept'] as const).map((state) => ({
      value: state,
      label: t(`state.${state}`),
    }));
    return [
      {
        key: 'assigneeId',
        label: t('filter.assignee'),
        icon: <IconUserCircle {...icon} />,
        options: userOptions(index, t('common:nobody')),
      },
      {
        key: 'stageId',
        label: t('filter.stage'),
        icon: <IconProgress {...icon} />,
        options: stageOptions(index, shown),
      },
      {
        key: 'pipelineId',
        label: t('filter.pipeline'),
        icon: <IconLayoutKanban {...icon} />,
        options: pipelines.map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        key: 'priority',
        label: t('filter.priority'),
        icon: <IconAntennaBars5 {...icon} />,
        options: priorityOptions(index),
      },
      {
        key: 'sourceId',
        label: t('filter.source'),
        icon: <IconPlug {...icon} />,
        options: sourceOptions(index, t('filter.noSource')),
      },
      {
        key: 'businessId',
        label: t('filter.business'),
        icon: <IconBuilding {...icon} />,
        options: businessOptions(index, t('filter.noBusiness')),
      },
      {
        key: 'teamId',
        label: t('filter.team'),
        icon: <IconUsers {...icon} />,
        options: teamOptions(index, t('filter.noTeam')),
      },
      {
        key: 'status',
        label: t('filter.status'),
        icon: <IconCircleDot {...icon} />,
        options: leadStatuses.map((status) => ({ value: status, label: t(`common:status.${status}`) })),
      },
      { key: 'state', label: t('filter.state'), icon: <IconArchive {...icon} />, options: states },
      ...fromLinks(filters, t('filter.thisOne'), (key) => t(`common:leadField.${key}`)),
    ];
  }, [index, filters, t]);
}

/** Filters that nobody sets by hand but that a link may bring (a campaign on the dashboard, the leads of an account): chips only. */
function fromLinks(
  filters: LeadFilters,
  thisOne: string,
  labelOf: (key: 'firstName' | 'lastName' | 'email' | 'phones' | 'utmCampaign' | 'accountId' | 'contactId') => string,
): readonly ChoiceFilter[] {
  const names = {
    firstName: 'firstName',
    lastName: 'lastName',
    email: 'email',
    phone: 'phones',
    utmCampaign: 'utmCampaign',
    accountId: 'accountId',
    contactId: 'contactId',
  } as const;
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => {
    const value = filterText(filters, key);
    if (value === undefined) return [];
    const label = key === 'accountId' || key === 'contactId' ? thisOne : value;
    return [{ key, label: labelOf(names[key]), icon: null, options: [{ value, label }], isFromLink: true }];
  });
}
