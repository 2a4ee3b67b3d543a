// SYNC-10: what a newer server says in a way that a device of an older protocol version can read.
import type { ErrorCode } from '../../core/kernel/errors.ts';
import type { Outcome, PushReply } from '../../core/protocol/sync.ts';
import type { PushResult } from './push.ts';

/** A version 1 device reads these codes only: one more makes the whole reply unreadable for it, and its queue would stand still. */
const codesOfVersion1: ReadonlySet<string> = new Set<ErrorCode>([
  ...(['VALIDATION_FAILED', 'NOT_FOUND', 'FORBIDDEN', 'ID_TAKEN', 'EMAIL_TAKEN', 'NAME_TAKEN', 'DUPLICATE'] as const),
  ...(['ALREADY_DELETED', 'ALREADY_CONVERTED', 'STAGE_IN_USE', 'STAGE_FIELDS_MISSING', 'UNKNOWN_STAGE'] as const),
  ...(['UNKNOWN_PIPELINE', 'UNKNOWN_SOURCE', 'UNKNOWN_ASSIGNEE', 'UNKNOWN_LEADS', 'WRONG_STATE'] as const),
  ...(['APPOINTMENT_END_BEFORE_START', 'APPOINTMENT_IN_PAST', 'APPOINTMENT_OVERLAP', 'NOT_AUTHOR'] as const),
  ...(['LAST_OWNER', 'UNKNOWN_MUTATOR', 'ARGS_TOO_LARGE', 'MUTATOR_FAILED'] as const),
]);

/**
 * @param protocol that the device speaks
 * @returns the result of its push; a refusal for a reason that it cannot know becomes MUTATOR_FAILED, with the reason in its details
 */
export function pushResultFor(protocol: number, result: PushResult): PushResult {
  if (protocol > 1) return result;
  if (result.kind === 'reply') {
    return { ...result, reply: { ...result.reply, outcomes: result.reply.outcomes.map(readable) } };
  }
  const { outcomes } = result.details;
  if (!Array.isArray(outcomes)) return result;
  return { ...result, details: { ...result.details, outcomes: (outcomes as PushReply['outcomes']).map(readable) } };
}

function readable({ seq, outcome }: { seq: number; outcome: Outcome }): { seq: number; outcome: Outcome } {
  if (outcome.kind === 'applied' || codesOfVersion1.has(outcome.error.code)) return { seq, outcome };
  const { error } = outcome;
  const details = { ...error.details, newerCode: error.code };
  return { seq, outcome: { ...outcome, error: { ...error, code: 'MUTATOR_FAILED', details } } };
}
