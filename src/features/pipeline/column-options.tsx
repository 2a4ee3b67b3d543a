import type { PickOption } from '../../ui/pick/pick-list.tsx';
import { StageIcon } from '../../ui/stage-chip.tsx';
import type { ColumnModel } from './board-model.ts';

/** The stages of a board to pick one from. */
export function columnOptions(columns: readonly ColumnModel[]): readonly PickOption[] {
  return columns.map(({ stage }) => ({
    value: stage.id,
    label: stage.name,
    icon: <StageIcon color={stage.color} category={stage.category} />,
  }));
}
