import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { modules } from '../../schema/settings.ts';
import { get, getMany, insert, range } from '../../schema/typed-reads.ts';
import { requireFreeName } from '../fields/names.ts';
import { requiredText } from '../fields/text-fields.ts';
import { rowId } from '../fields/value-fields.ts';
import { checkStages, newStage, stageCells } from '../pipeline/stage-fields.ts';
import type { Module } from '../pipeline/stages-of.ts';
import { importContext } from './import-rows.ts';

const args = z.object({
  id: rowId,
  name: requiredText(),
  module: z.enum(modules),
  /** In their order. */
  stages: z.array(newStage).min(1).max(100),
});

/**
 * Imports a pipeline with its stages. Of one that is here already only the stages it lacks are added, at its end.
 * Refuses with FORBIDDEN, NAME_TAKEN naming the other pipeline or stage, ID_TAKEN, VALIDATION_FAILED.
 */
export const importPipeline = defineMutator({
  name: 'import.pipeline',
  args,
  *decide({ id, name, module, stages }, ctx) {
    importContext(ctx);
    checkStages(stages, module);
    const pipeline = yield* get('pipelines', id);
    if (pipeline && pipeline.module !== module) throw new DomainError('ID_TAKEN', { entity: 'pipelines', id });
    const made = pipeline ? [] : [yield* newPipeline(id, name, module, ctx)];
    const rows = yield* getMany(
      'stages',
      stages.map((stage) => stage.id),
    );
    const foreign = rows.find((stage) => stage.pipelineId !== id);
    if (foreign) throw new DomainError('ID_TAKEN', { entity: 'stages', id: foreign.id });
    const present = new Set(rows.map((stage) => stage.id));
    const lacking = stages.filter((stage) => !present.has(stage.id));
    for (const stage of lacking) yield* requireFreeName('stages', stage.id, stage.name, 'stages', eq('pipelineId', id));
    const last = (yield* range('stages', { where: eq('pipelineId', id) })).length;
    return [...made, ...lacking.map((stage, i) => insert('stages', stageCells(stage, id, last + i, ctx.now)))];
  },
});

function* newPipeline(id: string, name: string, module: Module, ctx: MutationContext): ReadProgram<RowChange> {
  const ofModule = eq('module', module);
  yield* requireFreeName('pipelines', id, name, 'name', ofModule);
  const others = yield* range('pipelines', { where: ofModule });
  const position = Math.max(-1, ...others.map((pipeline) => pipeline.position)) + 1;
  const isDefault = others.some((pipeline) => pipeline.archived === 0) ? 0 : 1;
  return insert('pipelines', { id, name, module, position, isDefault, archived: 0, createdAt: ctx.now });
}
