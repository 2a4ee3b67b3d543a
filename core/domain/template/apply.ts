import { z } from 'zod';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import { eq } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { normalizeText } from '../../schema/normalize.ts';
import { insert, patch, range } from '../../schema/typed-reads.ts';
import { rowId } from '../fields/value-fields.ts';
import { pipelineCreate } from '../pipeline/create.ts';
import { leadTemplateKeys, leadTemplates, type LeadTemplate } from './lead-templates.ts';

const args = z.object({
  /** Of the pipeline that is made. */
  id: rowId,
  template: z.enum(leadTemplateKeys),
});

/**
 * Makes a ready-made pipeline with its stages, and those of its sources that are not there yet.
 * Refuses with FORBIDDEN, ID_TAKEN, NAME_TAKEN (it has been applied), VALIDATION_FAILED.
 */
export const templateApply = defineMutator({
  name: 'template.apply',
  args,
  *decide({ id, template }, ctx) {
    const { name, stages, sources }: LeadTemplate = leadTemplates[template];
    const ofPipeline = yield* pipelineCreate.decide(
      {
        ...{ id, name, module: 'leads' },
        stages: stages.map((stage) => ({ ...stage, id: ctx.newId(`stage ${stage.name}`) })),
      },
      ctx,
    );
    return [...ofPipeline, ...(yield* sourcesOf(sources, ctx))];
  },
});

/** A source of everybody's that has one of the names already is used, and taken out again where it was put away. */
function* sourcesOf(names: readonly string[], ctx: MutationContext): ReadProgram<readonly RowChange[]> {
  const rows = yield* range('sources', { where: eq('teamId', null) });
  const known = new Map(rows.map((row) => [normalizeText(row.name), row]));
  return names.flatMap((name) => {
    const row = known.get(normalizeText(name));
    if (row) return row.archived === 1 ? [patch('sources', row.id, { archived: 0 })] : [];
    const id = ctx.newId(`source ${name}`);
    return [insert('sources', { id, name, teamId: null, archived: 0, createdAt: ctx.now })];
  });
}
