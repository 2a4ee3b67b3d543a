import type { BridgeError } from '../../../core/bridge/contract.ts';
import { leadArchive } from '../../../core/domain/lead/archive.ts';
import { leadAssign } from '../../../core/domain/lead/assign.ts';
import { leadBulkUpdate } from '../../../core/domain/lead/bulk-update.ts';
import { leadRestore } from '../../../core/domain/lead/restore.ts';
import { leadTrash } from '../../../core/domain/lead/trash.ts';
import type { Mutator } from '../../../core/kernel/mutator.ts';
import type { SelectedLead } from '../../../core/queries/lead-selection.ts';
import type { Mutate } from '../../bridge/hooks.ts';
import { chunksOf } from '../../ui/lead-commands/chunks.ts';

/** A change of many leads. */
export type LeadCommand =
  | { readonly kind: 'assign'; readonly assigneeId: string | null }
  | { readonly kind: 'priority'; readonly priority: SelectedLead['priority'] }
  | { readonly kind: 'value'; readonly valueMinor: number | null }
  | { readonly kind: 'archive' | 'restore' | 'trash' };

/** @returns the leads that a command would change: what is so already is left alone */
export function affectedBy(command: LeadCommand, leads: readonly SelectedLead[]): readonly SelectedLead[] {
  switch (command.kind) {
    case 'assign':
      return leads.filter((lead) => lead.assigneeId !== command.assigneeId && lead.state !== 'trashed');
    case 'priority':
      return leads.filter((lead) => lead.priority !== command.priority && lead.state !== 'trashed');
    case 'value':
      return leads.filter((lead) => lead.valueMinor !== command.valueMinor && lead.state !== 'trashed');
    case 'archive':
      return leads.filter((lead) => lead.state === 'active');
    case 'restore':
      return leads.filter((lead) => lead.state !== 'active');
    case 'trash':
      return leads.filter((lead) => lead.state !== 'trashed');
  }
}

export type RunOptions = {
  /** Called after each part with the number of leads done so far. */
  readonly onProgress?: (done: number) => void;
  readonly signal?: AbortSignal;
};

/**
 * Carries a command out in parts, each of them durable by itself; stops at the first refusal, or when it is cancelled.
 * @returns the leads that were changed, as they were before
 */
export async function runCommand(
  mutate: Mutate,
  command: LeadCommand,
  leads: readonly SelectedLead[],
  { onProgress, signal }: RunOptions = {},
): Promise<{ readonly done: readonly SelectedLead[]; readonly error: BridgeError | undefined }> {
  const done: SelectedLead[] = [];
  for (const chunk of chunksOf(leads)) {
    if (signal?.aborted) break;
    const reply = await mutateChunk(
      mutate,
      command,
      chunk.map(({ id }) => id),
    );
    if (!reply.ok) return { done, error: reply.error };
    done.push(...chunk);
    onProgress?.(done.length);
  }
  return { done, error: undefined };
}

const stateMutators: Record<'archive' | 'restore' | 'trash', Mutator<{ ids: readonly string[] }>> = {
  archive: leadArchive,
  restore: leadRestore,
  trash: leadTrash,
};

function mutateChunk(mutate: Mutate, command: LeadCommand, ids: readonly string[]): ReturnType<Mutate> {
  switch (command.kind) {
    case 'assign':
      return mutate(leadAssign, { ids, assigneeId: command.assigneeId });
    case 'priority':
      return mutate(leadBulkUpdate, { ids, changes: { priority: command.priority } });
    case 'value':
      return mutate(leadBulkUpdate, { ids, changes: { valueMinor: command.valueMinor } });
    default:
      return mutate(stateMutators[command.kind], { ids });
  }
}

/** @returns a lead as a command leaves it */
export function afterCommand<L extends SelectedLead>(command: LeadCommand, lead: L): L {
  switch (command.kind) {
    case 'assign':
      return { ...lead, assigneeId: command.assigneeId };
    case 'priority':
      return { ...lead, priority: command.priority };
    case 'value':
      return { ...lead, valueMinor: command.valueMinor };
    case 'archive':
      return { ...lead, state: 'archived' };
    case 'restore':
      return { ...lead, state: 'active' };
    case 'trash':
      return { ...lead, state: 'trashed' };
  }
}
