import { z } from 'zod';
import type { ColumnKind } from '../../schema/define-table.ts';
import { activityTypes, leads } from '../../schema/leads.ts';
import { scoringKinds, scoringOperators } from '../../schema/settings.ts';
import type { RowOf } from '../../schema/tables.ts';
import { invalid, type FieldPath } from '../fields/field-errors.ts';
import { requiredText } from '../fields/text-fields.ts';
import { flagValue, integer } from '../fields/value-fields.ts';
import { leadFieldNames } from '../lead/lead-fields.ts';

export type ScoringRule = RowOf<'scoringRules'>;
type Operator = (typeof scoringOperators)[number];

/** Most points that one rule gives or takes, and the highest threshold. */
export const pointsMax = 1000;
export const scoreMax = 1_000_000;
/** Most rules of one organization. */
export const rulesMax = 100;

const operand = z.union([requiredText(), z.number().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)]);

/** Every field of a scoring rule that a person edits. */
export const scoringFields = {
  name: requiredText(),
  field: z.string().max(100).nullable(),
  operator: z.enum(scoringOperators).nullable(),
  /** What the field is compared with: any of them will do. */
  operands: z.array(operand).max(100).nullable(),
  activityType: z.enum(activityTypes).nullable(),
  maxTimes: integer(1, 1000).nullable(),
  points: integer(-pointsMax, pointsMax),
  active: flagValue,
  position: integer(0, 1_000_000),
} as const;

export const scoringKind = z.enum(scoringKinds);

/** Names of the lead's fields that rules can look at. */
export const scorableFields: readonly string[] = [...leadFieldNames, 'pipelineId', 'stageId'];

const ofNumbers: readonly Operator[] = ['filled', 'empty', 'is', 'isNot', 'atLeast', 'atMost'];

/** How a field of a kind can be looked at. */
const operatorsOf: Readonly<Record<ColumnKind, readonly Operator[]>> = {
  text: ['filled', 'empty', 'is', 'isNot', 'contains'],
  id: ['filled', 'empty', 'is', 'isNot'],
  enum: ['filled', 'empty', 'is', 'isNot'],
  json: ['filled', 'empty'],
  int: ofNumbers,
  money: ofNumbers,
  time: ofNumbers,
  real: ofNumbers,
  flag: ofNumbers,
};

/** @returns the kind of a field that rules can look at, undefined for any other */
export function scorableKind(field: string | null): ColumnKind | undefined {
  if (field === null || !scorableFields.includes(field)) return undefined;
  return leads.columns[field as keyof typeof leads.columns].kind;
}

/** @returns whether an operator compares with something */
export function takesOperands(operator: Operator | null): boolean {
  return operator !== 'filled' && operator !== 'empty';
}

/** @throws DomainError VALIDATION_FAILED naming the part of the rule that makes no sense */
export function checkRule(rule: Omit<ScoringRule, 'version'>, at: FieldPath): void {
  if (rule.kind === 'activity') return;
  const kind = scorableKind(rule.field);
  if (!kind) throw invalid(at('field'), 'unknown', 'is not a field of leads', { field: rule.field });
  const operators = operatorsOf[kind];
  if (rule.operator === null || !operators.includes(rule.operator)) {
    throw invalid(at('operator'), 'unknown', 'does not fit the field', { operators });
  }
  const operands = JSON.parse(rule.operands ?? '[]') as readonly unknown[];
  if (!takesOperands(rule.operator)) return;
  if (operands.length === 0) throw invalid(at('operands'), 'required', 'says what the field is compared with');
  const wanted = operatorsOf[kind] === ofNumbers ? 'number' : 'string';
  if (operands.some((one) => typeof one !== wanted)) {
    throw invalid(at('operands'), 'invalid_type', `must hold ${wanted === 'number' ? 'numbers' : 'texts'}`);
  }
}
