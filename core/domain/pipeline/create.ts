import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import { modules } from '../../schema/settings.ts';
import { getMany, insert, range } from '../../schema/typed-reads.ts';
import { requirePermission } from '../access/permissions.ts';
import { DomainError } from '../../kernel/errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { requiredText } from '../fields/text-fields.ts';
import { flagValue, rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import { onlyDefault } from './default-pipeline.ts';
import { checkStages, newStage, stageCells } from './stage-fields.ts';

const args = z.object({
  id: rowId,
  name: requiredText(),
  module: z.enum(modules),
  /** 1: new leads enter this one. The first pipeline of a module always is its default. */
  isDefault: flagValue.optional(),
  /** In their order. */
  stages: z.array(newStage).max(100).optional(),
});

/**
 * Makes a pipeline, with its stages if they are given.
 * Refuses with FORBIDDEN, ID_TAKEN, NAME_TAKEN, VALIDATION_FAILED.
 */
export const pipelineCreate = defineMutator({
  name: 'pipeline.create',
  args,
  *decide({ id, name, module, isDefault, stages = [] }, ctx) {
    requirePermission(ctx, 'settings:edit');
    yield* requireFreshId('pipelines', id);
    yield* requireFreeName('pipelines', id, name, 'name', eq('module', module));
    checkStages(stages, module);
    const taken = yield* getMany(
      'stages',
      stages.map((stage) => stage.id),
    );
    if (taken.length > 0) throw new DomainError('ID_TAKEN', { entity: 'stages', id: taken[0]!.id });
    const others = yield* range('pipelines', { where: eq('module', module) });
    const isFirst = !others.some((pipeline) => pipeline.archived === 0);
    const becomesDefault = isDefault === 1 || isFirst;
    const position = Math.max(-1, ...others.map((pipeline) => pipeline.position)) + 1;
    return [
      insert('pipelines', {
        id,
        name,
        module,
        position,
        isDefault: becomesDefault ? 1 : 0,
        archived: 0,
        createdAt: ctx.now,
      }),
      ...(becomesDefault ? onlyDefault(others, id) : []),
      ...stages.map((stage, i) => insert('stages', stageCells(stage, id, i, ctx.now))),
    ];
  },
});
