import { namesIn } from '../lead/lead-requirements.ts';
import type { Stage } from './stages-of.ts';

type FieldLists = Pick<Stage, 'requiredFields' | 'askedFields' | 'hiddenFields'>;

/** Names of the fields that a stage asks for when something enters it: the required ones, then those that may stay empty. */
export function neededFields(stage: FieldLists): readonly string[] {
  return [...new Set([...namesIn(stage.requiredFields), ...namesIn(stage.askedFields ?? '[]')])];
}

/** Names of the fields that forms leave out in a stage. Two people may have made one field both hidden and needed: it is shown. */
export function hiddenFieldsOf(stage: FieldLists): readonly string[] {
  const needed = neededFields(stage);
  return namesIn(stage.hiddenFields ?? '[]').filter((name) => !needed.includes(name));
}
