import { z } from 'zod';
import { normalizeText } from '../../schema/normalize.ts';
import { stageCategories } from '../../schema/settings.ts';
import { invalid } from '../fields/field-errors.ts';
import { longTextMax, optionalText, requiredText } from '../fields/text-fields.ts';
import { integer, rowId } from '../fields/value-fields.ts';
import { leadFieldNames } from '../lead/lead-fields.ts';
import { opportunityFields } from '../opportunity/opportunity-fields.ts';
import { colorName, nthColor } from './colors.ts';
import type { Module, Stage } from './stages-of.ts';

/** Every field of a stage that a person edits. */
export const stageFields = {
  name: requiredText(),
  description: optionalText(longTextMax),
  color: colorName,
  /** Percent. */
  probability: integer(0, 100),
  category: z.enum(stageCategories),
  /** Names of fields that must be filled to enter the stage. */
  requiredFields: z.array(z.string().max(100)).transform((names) => [...new Set(names)]),
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
    createdAt,
  };
}

const requirable: Record<Module, readonly string[]> = {
  leads: leadFieldNames,
  opportunities: Object.keys(opportunityFields),
};

/** @throws DomainError VALIDATION_FAILED naming what is no field of the pipeline's module */
export function checkRequiredFields(names: readonly string[] | undefined, module: Module, field: string): void {
  const unknown = (names ?? []).filter((name) => !requirable[module].includes(name));
  if (unknown.length > 0) throw invalid(field, 'unknown', 'names a field that does not exist', { names: unknown });
}

/** @throws DomainError VALIDATION_FAILED when two stages of one pipeline have one id or one name, or require unknown fields */
export function checkStages(stages: readonly z.output<typeof newStage>[], module: Module): void {
  const seen = new Set<string>();
  for (const [i, stage] of stages.entries()) {
    checkRequiredFields(stage.requiredFields, module, `stages.${i}.requiredFields`);
    for (const [field, key] of [
      ['id', stage.id],
      ['name', normalizeText(stage.name)],
    ] as const) {
      if (seen.has(`${field}:${key}`)) throw invalid(`stages.${i}.${field}`, 'repeated', 'must differ from the others');
      seen.add(`${field}:${key}`);
    }
  }
}
