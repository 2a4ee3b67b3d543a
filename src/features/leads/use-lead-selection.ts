import { useCallback, useMemo, useRef, useState } from 'react';
import { leadList, type LeadListItem } from '../../../core/queries/lead-list.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { notifyProgress } from '../../ui/notify-progress.tsx';
import { notifyError } from '../../ui/notify.ts';
import { fetchRows } from '../../ui/paging/fetch-rows.ts';
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

/** More rows than this are fetched with progress shown. */
const quickRows = 2_000;

export type LeadSelection = {
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
  readonly leads: (working: string) => Promise<readonly LeadListItem[] | undefined>;
  /** Notes what leads have become, for those that are not on screen. */
  readonly remember: (leads: readonly LeadListItem[]) => void;
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
): LeadSelection {
  const bridge = useBridge();
  const [selection, setSelection] = useState<RowSelection>(nothingSelected);
  const anchor = useRef<number>(undefined);
  const known = useRef(new Map<string, LeadListItem>());
  const questionKey = JSON.stringify(question);
  const [selectedIn, setSelectedIn] = useState(questionKey);
  // Another question has other rows: what was selected in the old one is not to be seen any more.
  if (selectedIn !== questionKey) {
    setSelectedIn(questionKey);
    setSelection(nothingSelected);
  }

  const fetchLeads = useCallback(
    async (from: number, count: number, working?: string): Promise<readonly LeadListItem[] | undefined> => {
      const abort = new AbortController();
      const progress =
        working !== undefined && count > quickRows ? notifyProgress(working, count, () => abort.abort()) : undefined;
      const asked = JSON.parse(questionKey) as LeadQuestion;
      const { rows, error } = await fetchRows(
        bridge,
        leadList,
        (page) => ({ ...asked, ...page }),
        itemsIn,
        { from, count },
        {
          signal: abort.signal,
          ...(progress ? { onProgress: progress.update } : {}),
        },
      );
      progress?.close();
      if (error) notifyError(error);
      return error || abort.signal.aborted ? undefined : rows;
    },
    [bridge, questionKey],
  );

  const remember = useCallback((leads: readonly LeadListItem[]): void => {
    for (const lead of leads) known.current.set(lead.id, lead);
  }, []);

  const actions = useMemo(
    () => ({
      toggle: (lead: LeadListItem, row: number): void => {
        anchor.current = row;
        remember([lead]);
        setSelection((before) => toggleRow(before, lead.id));
      },
      extendTo: async (row: number): Promise<void> => {
        const { from, to } = rangeBetween(anchor.current ?? row, row);
        const rows = await fetchLeads(from, to - from + 1);
        if (!rows) return;
        remember(rows);
        setSelection((before) =>
          setRows(
            before,
            rows.map(({ id }) => id),
            true,
          ),
        );
      },
      setAnchor: (row: number): void => {
        anchor.current = row;
      },
      selectAll: (): void => setSelection(everythingSelected),
      clear: (): void => setSelection(nothingSelected),
    }),
    [fetchLeads, remember],
  );

  const leads = useCallback(
    async (working: string): Promise<readonly LeadListItem[] | undefined> => {
      if (selection.kind === 'all') {
        return (await fetchLeads(0, total, working))?.filter(({ id }) => !selection.except.has(id));
      }
      return [...selection.ids].flatMap((id) => latestOf(id) ?? known.current.get(id) ?? []);
    },
    [fetchLeads, latestOf, selection, total],
  );
  return { selection, count: selectedCount(selection, total), ...actions, leads, remember };
}
