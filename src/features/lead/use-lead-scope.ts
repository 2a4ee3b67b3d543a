import { useCallback, useMemo } from 'react';
import type { SessionState } from '../../../core/bridge/contract.ts';
import { isPermitted } from '../../../core/domain/access/permissions.ts';
import { leadUpdate } from '../../../core/domain/lead/update.ts';
import type { Role } from '../../../core/kernel/mutator.ts';
import type { LeadDetail } from '../../../core/queries/lead-detail.ts';
import { useMutate } from '../../bridge/hooks.ts';
import { useAppointmentCommands } from '../../ui/appointment/use-appointment-commands.tsx';
import type { WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';
import type { LeadRights, LeadScope } from './lead-context.ts';

/** @returns what everything on the lead's screen shares */
export function useLeadScope(
  detail: LeadDetail,
  workspace: WorkspaceIndex,
  session: Extract<SessionState, { kind: 'signedIn' }>,
): LeadScope {
  const mutate = useMutate();
  const appointments = useAppointmentCommands();
  const { id, state } = detail.lead;
  const save = useCallback<LeadScope['save']>(
    async (field, from, to, onDuplicate = 'refuse') => {
      const reply = await mutate(leadUpdate, { id, changes: { [field]: { from, to } }, onDuplicate });
      return reply.ok ? undefined : reply.error;
    },
    [mutate, id],
  );
  const { userId, timeZone, role, mode } = session;
  const may = useMemo(() => rightsOf(role, state), [role, state]);
  return { detail, workspace, userId, timeZone, mode, may, appointments, save };
}

function rightsOf(role: Role, state: LeadDetail['lead']['state']): LeadRights {
  const isOpen = state !== 'trashed';
  return {
    edit: isOpen && isPermitted(role, 'leads:edit'),
    assign: isOpen && isPermitted(role, 'leads:assign'),
    trash: isPermitted(role, 'leads:delete'),
    note: isOpen && isPermitted(role, 'notes:create'),
    log: isOpen && isPermitted(role, 'activities:create'),
    files: isOpen && isPermitted(role, 'documents:edit'),
    book: state === 'active' && isPermitted(role, 'appointments:edit'),
  };
}
