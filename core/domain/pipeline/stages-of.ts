import { DomainError } from '../../kernel/errors.ts';
import { all, eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { modules } from '../../schema/settings.ts';
import type { RowOf } from '../../schema/tables.ts';
import { first, get } from '../../schema/typed-reads.ts';
import { fieldError, topLevel, type FieldPath } from '../fields/field-errors.ts';

export type Module = (typeof modules)[number];
export type Stage = RowOf<'stages'>;

const byPosition = [{ column: 'position', direction: 'asc' }] as const;

/**
 * The stage a new lead or opportunity enters: the one named, else the first one of the pipeline named, else the first one
 * of the module's default pipeline.
 * @param at where the two stand in the arguments
 * @throws DomainError UNKNOWN_PIPELINE, UNKNOWN_STAGE
 */
export function* entryStage(
  module: Module,
  pipelineId: string | undefined,
  stageId: string | undefined,
  at: FieldPath = topLevel,
): ReadProgram<Stage> {
  if (stageId !== undefined) {
    const stage = yield* stageOfModule(module, stageId, at('stageId'));
    if (pipelineId !== undefined && stage.pipelineId !== pipelineId) throw unknownStage(stageId, at('stageId'));
    return stage;
  }
  const pipeline = pipelineId === undefined ? yield* defaultPipeline(module) : yield* get('pipelines', pipelineId);
  if (!pipeline || pipeline.module !== module) throw unknownPipeline(pipelineId, at('pipelineId'));
  const stage = yield* first('stages', { where: eq('pipelineId', pipeline.id), order: byPosition });
  if (!stage) throw new DomainError('UNKNOWN_STAGE', { pipelineId: pipeline.id });
  return stage;
}

/** @throws DomainError UNKNOWN_STAGE when the stage does not exist or belongs to another module's pipeline */
export function* stageOfModule(module: Module, stageId: string, field: string): ReadProgram<Stage> {
  const stage = yield* get('stages', stageId);
  const pipeline = stage && (yield* get('pipelines', stage.pipelineId));
  if (!stage || pipeline?.module !== module) throw unknownStage(stageId, field);
  return stage;
}

function* defaultPipeline(module: Module): ReadProgram<RowOf<'pipelines'> | undefined> {
  const where = all(eq('module', module), eq('archived', 0));
  const marked = yield* first('pipelines', { where: all(where, eq('isDefault', 1)), order: byPosition });
  return marked ?? (yield* first('pipelines', { where, order: byPosition }));
}

function unknownStage(stageId: string, field: string): DomainError {
  return fieldError('UNKNOWN_STAGE', field, 'unknown', 'is not a stage of this pipeline', { stageId });
}

function unknownPipeline(pipelineId: string | undefined, field: string): DomainError {
  return fieldError('UNKNOWN_PIPELINE', field, 'unknown', 'is not a pipeline', {
    pipelineId: pipelineId ?? null,
  });
}
