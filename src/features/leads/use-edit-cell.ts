import { useCallback, type ReactNode } from 'react';
import { useMoveLeads } from '../../ui/lead-commands/use-move-leads.tsx';
import type { EditResult } from './cell-editor.tsx';
import { useLeadCommands } from './use-lead-commands.tsx';

/** Keeps what was edited in a cell: the same commands as for many leads, with the same undo. */
export function useEditCell(): { readonly keep: (result: EditResult) => void; readonly dialog: ReactNode } {
  const run = useLeadCommands();
  const { move, dialog } = useMoveLeads();
  const keep = useCallback(
    ({ lead, field, value }: EditResult): void => {
      if (value === undefined) return;
      switch (field) {
        case 'priority':
          void run({ kind: 'priority', priority: value as string }, [lead]);
          return;
        case 'assignee':
          void run({ kind: 'assign', assigneeId: value as string | null }, [lead]);
          return;
        case 'valueMinor':
          void run({ kind: 'value', valueMinor: value as number | null }, [lead]);
          return;
        case 'stage':
          void move([{ id: lead.id, name: lead.name, fromStageId: lead.stageId }], String(value));
      }
    },
    [run, move],
  );
  return { keep, dialog };
}
