import { createContext, useContext } from 'react';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { LeadField, LeadValues } from '../../../core/domain/lead/lead-fields.ts';
import type { LeadDetail } from '../../../core/queries/lead-detail.ts';
import type { AppointmentCommands } from '../../ui/appointment/use-appointment-commands.tsx';
import type { WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';

/** How an edit that meets another lead's address is to go on. */
export type OnDuplicate = 'refuse' | 'accept';

/** What the signed-in person may do with this lead now: their role, and whether the lead is in the trash. */
export type LeadRights = {
  readonly edit: boolean;
  readonly assign: boolean;
  readonly trash: boolean;
  readonly note: boolean;
  readonly log: boolean;
  readonly book: boolean;
  readonly files: boolean;
};

/** The open lead and what its parts share. */
export type LeadScope = {
  readonly detail: LeadDetail;
  readonly workspace: WorkspaceIndex;
  readonly userId: string;
  readonly timeZone: string;
  /** `sample`: there is no server. */
  readonly mode: 'synced' | 'sample';
  readonly may: LeadRights;
  readonly appointments: AppointmentCommands;
  /**
   * Saves one field: what it was, and what it becomes.
   * @returns why it was refused; undefined when it is on disk
   */
  readonly save: <F extends LeadField>(
    field: F,
    from: LeadValues[F],
    to: LeadValues[F],
    onDuplicate?: OnDuplicate,
  ) => Promise<BridgeError | undefined>;
};

export const LeadContext = createContext<LeadScope | undefined>(undefined);

/** @returns the open lead; only below the lead's screen */
export function useLead(): LeadScope {
  const scope = useContext(LeadContext);
  if (!scope) throw new Error('no LeadContext above this component');
  return scope;
}
