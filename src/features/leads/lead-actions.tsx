import { useTranslation } from 'react-i18next';
import { useMoveLeads } from '../../ui/lead-commands/use-move-leads.tsx';
import { LeadBulkBar } from './lead-bulk-bar.tsx';
import { afterCommand, type LeadCommand } from './lead-commands.ts';
import type { LeadQuestion } from './lead-list-query.ts';
import { useLeadCommands } from './use-lead-commands.tsx';
import type { LeadSelectionState } from './use-lead-selection.ts';

/** Commands that take leads out of the list that is shown: nothing of the selection is left to see. */
const leaving = new Set<LeadCommand['kind']>(['archive', 'restore', 'trash']);

/** The bar of the selection and what it does. */
export function LeadActions({ question, selection }: { question: LeadQuestion; selection: LeadSelectionState }) {
  const { t } = useTranslation('leads');
  const run = useLeadCommands();
  const { move, dialog } = useMoveLeads();
  const command = async (given: LeadCommand): Promise<void> => {
    const leads = await selection.leads(t('bulk.collecting'));
    if (!leads) return;
    if (leaving.has(given.kind)) selection.clear();
    await run(given, leads);
    selection.remember(leads.map((lead) => afterCommand(given, lead)));
  };
  const changeStage = async (stageId: string): Promise<void> => {
    const leads = await selection.leads(t('bulk.collecting'));
    if (!leads) return;
    const moved = await move(
      leads.map(({ id, name, stageId: fromStageId }) => ({ id, name, fromStageId })),
      stageId,
    );
    const ids = new Set(moved.map(({ id }) => id));
    selection.remember(leads.filter(({ id }) => ids.has(id)).map((lead) => ({ ...lead, stageId })));
  };
  return (
    <>
      <LeadBulkBar
        count={selection.count}
        isAll={selection.selection.kind === 'all'}
        state={question.filters.state ?? 'active'}
        onCommand={(given) => void command(given)}
        onMove={(stageId) => void changeStage(stageId)}
        onSelectAll={selection.selectAll}
        onClear={selection.clear}
      />
      {dialog}
    </>
  );
}
