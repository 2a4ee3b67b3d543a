import { useCallback, useMemo } from 'react';
import type { SessionState } from '../../../core/bridge/contract.ts';
import { isPermitted } from '../../../core/domain/access/permissions.ts';
import { leadUpdate } from '../../../core/domain/lead/update.ts';
import type { LeadDetail } from '../../../core/queries/lead-detail.ts';
import { useMutate } from '../../bridge/hooks.ts';
import { useAppointmentCommands } from '../../ui/appointment/use-appointment-commands.tsx';
import type { WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';
import type { LeadRights, LeadScope } from './lead-context.ts';

type SignedIn = Extract<SessionState, { kind: 'signedIn' }>;

/** @returns what everything on the lead's screen shares */
export function useLeadScope(detail: LeadDetail, workspace: WorkspaceIndex, session: SignedIn): LeadScope {
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
  const { userId, timeZone, mode } = session;
  const may = useMemo(() => rightsOf(session, state), [session, state]);
  return { detail, workspace, userId, timeZone, mode, may, appointments, save };
}

function rightsOf(session: SignedIn, state: LeadDetail['lead']['state']): LeadRights {
  const isOpen = state !== 'trashed';
  return {
    edit: isOpen && isPermitted(session, 'leads:edit'),
    assign: isOpen && isPermitted(session, 'leads:assign'),
    trash: isPermitted(session, 'leads:delete'),
    note: isOpen && isPermitted(session, 'notes:create'),
    log: isOpen && isPermitted(session, 'activities:create'),
    files: isOpen && isPermitted(session, 'documents:edit'),
    book: state === 'active' && isPermitted(session, 'appointments:edit'),
  };
}
