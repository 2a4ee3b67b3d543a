import type { RowChange } from '../../kernel/rows.ts';
import type { RowOf } from '../../schema/tables.ts';
import { patch } from '../../schema/typed-reads.ts';

/**
 * A module has one default pipeline.
 * @param pipelines of the module
 * @param id the one that is the default from now on
 * @returns what takes the mark off the others
 */
export function onlyDefault(pipelines: readonly RowOf<'pipelines'>[], id: string): RowChange[] {
  return pipelines
    .filter((pipeline) => pipeline.isDefault === 1 && pipeline.id !== id)
    .map((pipeline) => patch('pipelines', pipeline.id, { isDefault: 0 }));
}
