import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PendingMutation } from '../../../core/bridge/sync-centre.ts';
import { activityTypes } from '../../../core/schema/leads.ts';
import { leadDetail } from '../../../core/queries/lead-detail.ts';
import { workspace, type Workspace } from '../../../core/queries/workspace.ts';
import { useQueries, useQuery } from '../../bridge/hooks.ts';
import { fieldName } from '../../i18n/field-text.ts';
import { sync } from '../../i18n/en/sync.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { leadIdsOf, sentenceOf, type Names } from './sentence.ts';

const known: ReadonlySet<string> = new Set(Object.keys(sync.sentences));

/** @param mutations the entries on screen; @returns a function that says what one of them does, in the current language */
export function useSentences(mutations: readonly PendingMutation[]): (mutation: PendingMutation) => string {
  const { t } = useTranslation('sync');
  const names = useNames(mutations);
  return (mutation) => {
    const { key, values } = sentenceOf(mutation, names, known);
    return t(`sentences.${key}`, values);
  };
}

function useNames(mutations: readonly PendingMutation[]): Names {
  const { t } = useTranslation('sync');
  const common = useTranslation('common');
  const format = useFormat();
  const leadNames = useLeadNames(mutations);
  const rowNames = useRowNames(useQuery(workspace, {}).data);
  return {
    leads: (ids) => {
      if (ids.length === 1) return leadNames.get(ids[0]!) ?? '';
      return ids.length === 0 ? '' : t('leadCount', { count: ids.length, number: format.number(ids.length) });
    },
    row: (id) => rowNames.get(id) ?? '',
    fields: (fields) => format.list(fields.map((field) => fieldName(common.t, field))),
    activityType: (type) => {
      const known = activityTypes.find((activityType) => activityType === type);
      return known ? common.t(`activityType.${known}`) : type;
    },
    when: format.dateTime,
    something: t('something'),
  };
}

/** Names of leads that a mutation names alone; of many at once only the number is said. */
function useLeadNames(mutations: readonly PendingMutation[]): ReadonlyMap<string, string> {
  const ids = useMemo(() => {
    const single = mutations.map(leadIdsOf).filter((leadIds) => leadIds.length === 1);
    return [...new Set(single.flat())];
  }, [mutations]);
  const details = useQueries(
    leadDetail,
    ids.map((id) => ({ id })),
  );
  return new Map(details.flatMap((detail) => (detail ? [[detail.lead.id, detail.name]] : [])));
}

function useRowNames(data: Workspace | undefined): ReadonlyMap<string, string> {
  return useMemo(() => {
    if (!data) return new Map<string, string>();
    const { users, teams, businesses, pipelines, stages, sources, products } = data;
    const rows = [users, teams, businesses, pipelines, stages, sources, products].flat();
    return new Map(rows.map(({ id, name }) => [id, name]));
  }, [data]);
}
