import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { activityTypes } from '../../schema/leads.ts';
import { insert, patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { longTextMax, optionalText } from '../fields/text-fields.ts';
import { freeJson, rowId, timeMs } from '../fields/value-fields.ts';
import { leadToAddTo, requireFreshId, touched } from '../lead/lead-access.ts';

/** Most characters of an activity's metadata as JSON text. */
export const metadataMax = 10_000;

const metadata = freeJson(z.record(z.string(), z.unknown()), metadataMax);

const args = z.object({
  id: rowId,
  leadId: rowId,
  type: z.enum(activityTypes),
  description: optionalText(longTextMax).optional(),
  /** An object with what the type brings (email subject, duration …). */
  metadata: metadata.nullable().optional(),
  /** Epoch milliseconds; may be long ago. Default: now. */
  occurredAt: timeMs.optional(),
});

/**
 * Logs what happened with a lead. Every contact moves `lastContactedAt` forward.
 * Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE (trashed lead), ID_TAKEN.
 */
export const activityLog = defineMutator({
  name: 'activity.log',
  args,
  *decide(given, ctx) {
    const lead = yield* leadToAddTo(given.leadId, ctx);
    requirePermission(ctx, 'activities:create');
    yield* requireFreshId('activities', given.id);
    const occurredAt = given.occurredAt ?? ctx.now;
    const row = insert('activities', {
      id: given.id,
      leadId: lead.id,
      userId: ctx.actor.userId,
      type: given.type,
      description: given.description ?? null,
      metadata: given.metadata ? JSON.stringify(given.metadata) : null,
      occurredAt,
      createdAt: ctx.now,
    });
    // What lies ahead is a plan, not a contact.
    const isContact = given.type !== 'OTHER' && occurredAt <= ctx.now && occurredAt > (lead.lastContactedAt ?? -1);
    if (!isContact) return [row];
    return [row, patch('leads', lead.id, { lastContactedAt: occurredAt, updatedAt: touched(lead, ctx) })];
  },
});
