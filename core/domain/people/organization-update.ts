import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { organizationId } from '../../schema/people.ts';
import { patch } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { largestDocumentMaxBytes } from '../file/file-limits.ts';
import { requiredText } from '../fields/text-fields.ts';
import { currencyCode, integer, rowId } from '../fields/value-fields.ts';
import { checkPriority } from '../lead/lead-references.ts';
import { ownOrganization } from '../lead/lead-requirements.ts';
import { longestLeaseDays, shortestLeaseDays } from './lease-days.ts';
import { checkFieldNames } from '../pipeline/stage-fields.ts';
import { priorityKey } from '../priority/priority-key.ts';
import { scoreMax } from '../scoring/scoring-fields.ts';

/** Every setting of the organization that a person edits. */
export const organizationFields = {
  name: requiredText(),
  /** IANA zone in which the days of every figure begin and end. */
  timeZone: z.string().max(100).refine(isTimeZone, 'must be the name of a time zone'),
  currency: currencyCode,
  /** Names of lead fields that every lead must fill. */
  requiredLeadFields: z.array(z.string().max(100)).transform((names) => [...new Set(names)]),
  /** Days after which trashed leads are purged. */
  trashDays: integer(1, 3650),
  leaseDays: integer(shortestLeaseDays, longestLeaseDays),
  /** Largest document, bytes; null: the default. */
  documentMaxBytes: integer(1, largestDocumentMaxBytes).nullable(),
  /** From this score on a lead is qualified; null: there is no threshold. */
  qualificationThreshold: integer(-scoreMax, scoreMax).nullable(),
  /** Key of the priority of new leads; null: medium. */
  defaultPriority: priorityKey.nullable(),
} as const;

/** @returns whether the text names a time zone that dates can be computed in */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (cause) {
    if (cause instanceof RangeError) return false;
    throw cause;
  }
}

/**
 * Changes the organization's own settings. `id` is `organizationId`.
 * Refuses with NOT_FOUND, FORBIDDEN, VALIDATION_FAILED.
 */
export const organizationUpdate = defineMutator({
  name: 'organization.update',
  args: z.object({ id: rowId, changes: changesOf(organizationFields) }),
  edits: 'organization',
  *decide({ id, changes }, ctx) {
    if (id !== organizationId) throw new DomainError('NOT_FOUND', { entity: 'organization', id });
    requirePermission(ctx, 'settings:edit');
    const values = newValues(changes);
    checkFieldNames(values.requiredLeadFields ?? [], 'leads', inChanges('requiredLeadFields'));
    if (values.defaultPriority) yield* checkPriority(values.defaultPriority, ctx, inChanges('defaultPriority'));
    const cells = differingCells(yield* ownOrganization(), values);
    return Object.keys(cells).length === 0 ? [] : [patch('organization', id, cells)];
  },
});
