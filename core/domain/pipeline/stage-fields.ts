import { z } from 'zod';
import { normalizeText } from '../../schema/normalize.ts';
import { stageCategories, stageOwnerships } from '../../schema/settings.ts';
import { invalid, type FieldPath } from '../fields/field-errors.ts';
import { longTextMax, optionalText, requiredText } from '../fields/text-fields.ts';
import { integer, optionalRef, rowId } from '../fields/value-fields.ts';
import { leadFieldNames } from '../lead/lead-fields.ts';
import { opportunityFields } from '../opportunity/opportunity-fields.ts';
import { colorName, nthColor } from './colors.ts';
import type { Module, Stage } from './stages-of.ts';

/** Names of fields, each once. */
const fieldNames = z.array(z.string().max(100)).transform((names) => [...new Set(names)]);
/** The same; NULL when there is none. */
const someFieldNames = fieldNames.nullable().transform((names) => (names && names.length > 0 ? names : null));

/** Every field of a stage that a person edits. */
export const stageFields = {
  name: requiredText(),
  description: optionalText(longTextMax),
  color: colorName,
  /** Percent. */
  probability: integer(0, 100),
  category: z.enum(stageCategories),
  /** Names of fields that must be filled to enter the stage. */
  requiredFields: fieldNames,
  /** Names of fields that are asked for on entering the stage but may stay empty. */
  askedFields: someFieldNames,
  /** Names of fields that forms leave out; what is required or asked for is shown all the same. */
  hiddenFields: someFieldNames,
  /** Whom a lead is given to when it enters; NULL: it stays as it is. */
  ownership: z.enum(stageOwnerships).nullable(),
  ownerUserId: optionalRef,
  ownerTeamId: optionalRef,
} as const;

/** A stage that is made together with its pipeline; all but id and name have defaults. */
export const newStage = z.object({
  id: rowId,
  name: stageFields.name,
  description: stageFields.description.optional(),
  color: stageFields.color.optional(),
  probability: stageFields.probability.optional(),
  category: stageFields.category.optional(),
  requiredFields: stageFields.requiredFields.optional(),
  askedFields: stageFields.askedFields.optional(),
  hiddenFields: stageFields.hiddenFields.optional(),
});

/** The cells of a new stage. @param position from 0 */
export function stageCells(
  stage: z.output<typeof newStage>,
  pipelineId: string,
  position: number,
  createdAt: number,
): Omit<Stage, 'version'> {
  return {
    id: stage.id,
    pipelineId,
    name: stage.name,
    description: stage.description ?? null,
    position,
    color: stage.color ?? nthColor(position),
    probability: stage.probability ?? 0,
    category: stage.category ?? 'new',
    requiredFields: JSON.stringify(stage.requiredFields ?? []),
    askedFields: stage.askedFields ? JSON.stringify(stage.askedFields) : null,
    hiddenFields: stage.hiddenFields ? JSON.stringify(stage.hiddenFields) : null,
    ownership: null,
    ownerUserId: null,
    ownerTeamId: null,
    createdAt,
  };
}

/** Names of the fields that a stage of the module can speak of. */
export const requirable: Record<Module, readonly string[]> = {
  leads: leadFieldNames,
  opportunities: Object.keys(opportunityFields),
};

/** The lists of fields that a stage has. */
const fieldLists = ['requiredFields', 'askedFields', 'hiddenFields'] as const;

/**
 * @param stage the lists that are about to be set
 * @param needed what the stage will require or ask for
 * @throws DomainError VALIDATION_FAILED naming what is no field of the pipeline's module, or cannot be hidden because it is needed
 */
export function checkFieldLists(
  stage: { readonly [K in (typeof fieldLists)[number]]?: readonly string[] | null | undefined },
  needed: readonly string[],
  module: Module,
  at: FieldPath,
): void {
  for (const list of fieldLists) checkFieldNames(stage[list] ?? [], module, at(list));
  const contradicting = (stage.hiddenFields ?? []).filter((name) => needed.includes(name));
  if (contradicting.length === 0) return;
  throw invalid(at('hiddenFields'), 'needed', 'names a field that the stage asks for', { names: contradicting });
}

/** @throws DomainError VALIDATION_FAILED naming what is no field of the pipeline's module */
export function checkFieldNames(names: readonly string[], module: Module, field: string): void {
  const unknown = names.filter((name) => !requirable[module].includes(name));
  if (unknown.length > 0) throw invalid(field, 'unknown', 'names a field that does not exist', { names: unknown });
}

/** @throws DomainError VALIDATION_FAILED when two stages of one pipeline have one id or one name, or require unknown fields */
export function checkStages(stages: readonly z.output<typeof newStage>[], module: Module): void {
  const seen = new Set<string>();
  for (const [i, stage] of stages.entries()) {
    const needed = [...(stage.requiredFields ?? []), ...(stage.askedFields ?? [])];
    checkFieldLists(stage, needed, module, (field) => `stages.${i}.${field}`);
    for (const [field, key] of [
      ['id', stage.id],
      ['name', normalizeText(stage.name)],
    ] as const) {
      if (seen.has(`${field}:${key}`)) throw invalid(`stages.${i}.${field}`, 'repeated', 'must differ from the others');
      seen.add(`${field}:${key}`);
    }
  }
}
