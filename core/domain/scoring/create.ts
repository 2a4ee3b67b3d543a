import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { always } from '../../kernel/predicates.ts';
import { insert, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { optionalFields, toCell } from '../fields/changes.ts';
import { invalid, topLevel } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { checkRule, rulesMax, scoringFields, scoringKind } from './scoring-fields.ts';

const args = z.object({
  id: rowId,
  kind: scoringKind,
  ...optionalFields(scoringFields),
  name: scoringFields.name,
  points: scoringFields.points,
});

/**
 * Makes a rule that gives leads points: for what a field holds, or for each activity.
 * Refuses with FORBIDDEN, ID_TAKEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const scoringRuleCreate = defineMutator({
  name: 'scoringRule.create',
  args,
  *decide({ id, kind, ...given }, ctx) {
    requirePermission(ctx, 'settings:edit');
    yield* requireFreshId('scoringRules', id);
    yield* requireFreeName('scoringRules', id, given.name, 'name');
    const others = yield* range('scoringRules', { where: always });
    if (others.length >= rulesMax) throw invalid('id', 'too_many', `there are ${rulesMax} rules already`, { rulesMax });
    const isField = kind === 'field';
    const rule = {
      id,
      kind,
      name: given.name,
      field: isField ? (given.field ?? null) : null,
      operator: isField ? (given.operator ?? null) : null,
      operands: isField ? (toCell(given.operands) as string | null) : null,
      activityType: isField ? null : (given.activityType ?? null),
      maxTimes: isField ? null : (given.maxTimes ?? null),
      points: given.points,
      active: given.active ?? 1,
      position: given.position ?? Math.max(-1, ...others.map((other) => other.position)) + 1,
      createdAt: ctx.now,
    } as const;
    checkRule(rule, topLevel);
    return [insert('scoringRules', rule)];
  },
});
