import { useCallback, useMemo, useRef, useState } from 'react';
import type { LeadFilters } from '../../../core/queries/lead-filters.ts';
import { leadList, type LeadListItem } from '../../../core/queries/lead-list.ts';
import { MAX_SELECTION, type SelectedLead } from '../../../core/queries/lead-selection.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { notifyProgress } from '../../ui/notify-progress.tsx';
import { notifyError } from '../../ui/notify.ts';
import { fetchRows } from '../../ui/paging/fetch-rows.ts';
import { fetchSelection } from './fetch-selection.ts';
import type { LeadQuestion } from './lead-list-query.ts';
import {
  everythingSelected,
  nothingSelected,
  rangeBetween,
  selectedCount,
  setRows,
  toggleRow,
  type RowSelection,
} from './row-selection.ts';

const itemsIn = (answer: { readonly items: readonly LeadListItem[] }): readonly LeadListItem[] => answer.items;

export type LeadSelectionState = {
  readonly selection: RowSelection;
  readonly count: number;
  readonly toggle: (lead: LeadListItem, row: number) => void;
  /** Selects from where the selection was begun last up to a row. */
  readonly extendTo: (row: number) => Promise<void>;
  readonly setAnchor: (row: number) => void;
  readonly selectAll: () => void;
  readonly clear: () => void;
  /**
   * The selected leads as they are now; "all" fetches them. Undefined when that failed or was stopped.
   * @param working what to say while it takes long
   */
  readonly leads: (working: string) => Promise<readonly SelectedLead[] | undefined>;
  /** Notes what leads have become, for those that are not on screen. */
  readonly remember: (leads: readonly SelectedLead[]) => void;
};

/**
 * Which leads of the list are selected.
 * @param total leads that the filters match
 * @param latestOf a lead as the list last showed it
 */
export function useLeadSelection(
  question: LeadQuestion,
  total: number,
  latestOf: (id: string) => LeadListItem | undefined,
): LeadSelectionState {
  const bridge = useBridge();
  const [selection, setSelection] = useState<RowSelection>(nothingSelected);
  const anchor = useRef<number>(undefined);
  const known = useRef(new Map<string, SelectedLead>());
  const filterKey = JSON.stringify(question.filters);
  const [selectedIn, setSelectedIn] = useState(filterKey);
  // Other filters, other rows: what was selected among the old ones is not to be seen any more.
  if (selectedIn !== filterKey) {
    setSelectedIn(filterKey);
    setSelection(nothingSelected);
  }

  const remember = useCallback((leads: readonly SelectedLead[]): void => {
    for (const lead of leads) known.current.set(lead.id, lead);
  }, []);

  const questionKey = JSON.stringify(question);
  const actions = useMemo(() => {
    const asked = JSON.parse(questionKey) as LeadQuestion;
    return {
      toggle: (lead: LeadListItem, row: number): void => {
        anchor.current = row;
        remember([lead]);
        setSelection((before) => toggleRow(before, lead.id));
      },
      extendTo: async (row: number): Promise<void> => {
        const { from, to } = rangeBetween(anchor.current ?? row, row);
        const range = { from, count: to - from + 1 };
        const { rows, error } = await fetchRows(bridge, leadList, (page) => ({ ...asked, ...page }), itemsIn, range);
        if (error) notifyError(error);
        remember(rows);
        const ids = rows.map(({ id }) => id);
        setSelection((before) => setRows(before, ids, true));
      },
      setAnchor: (row: number): void => {
        anchor.current = row;
      },
      selectAll: (): void => setSelection(everythingSelected),
      clear: (): void => setSelection(nothingSelected),
    };
  }, [bridge, questionKey, remember]);

  const fetchAll = useCallback(
    async (working: string): Promise<readonly SelectedLead[] | undefined> => {
      const abort = new AbortController();
      const progress = total > MAX_SELECTION ? notifyProgress(working, total, () => abort.abort()) : undefined;
      const { leads, error } = await fetchSelection(bridge, JSON.parse(filterKey) as LeadFilters, {
        signal: abort.signal,
        ...(progress ? { onProgress: progress.update } : {}),
      });
      progress?.close();
      if (error) notifyError(error);
      return error || abort.signal.aborted ? undefined : leads;
    },
    [bridge, filterKey, total],
  );

  const leads = useCallback(
    async (working: string): Promise<readonly SelectedLead[] | undefined> => {
      if (selection.kind === 'all') return (await fetchAll(working))?.filter(({ id }) => !selection.except.has(id));
      return [...selection.ids].flatMap(
        (id): SelectedLead | readonly [] => latestOf(id) ?? known.current.get(id) ?? [],
      );
    },
    [fetchAll, latestOf, selection],
  );
  return { selection, count: selectedCount(selection, total), ...actions, leads, remember };
}
