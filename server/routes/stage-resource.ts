import { colorNames, shadesOf } from '../../core/domain/pipeline/colors.ts';
import { hiddenFieldsOf, neededFields } from '../../core/domain/pipeline/stage-form.ts';
import { namesIn } from '../../core/domain/lead/lead-requirements.ts';
import { workspace } from '../../core/queries/workspace.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import type { Caller } from '../http/deps.ts';
import { HttpProblem } from '../http/problem.ts';
import type { Doors } from './doors.ts';
import { toResource, type Resource } from './resource.ts';

type Stage = RowOf<'stages'>;

/** The colours that a stage may have, each with the quiet shade derived from it. */
export const stageColors = colorNames.map((name) => ({ name, ...colorsOf(name) }));

function colorsOf(name: string) {
  const light = shadesOf(name, 'light');
  return { primaryShade: light.primary, secondaryColor: light.secondary, dark: shadesOf(name, 'dark') };
}

/** A stage as the REST API shows it: with its shades, and lists where rows hold NULL. */
export function stageResource(stage: Stage): Resource {
  return {
    ...toResource('stages', stage),
    ...colorsOf(stage.color),
    primaryColor: stage.color,
    askedFields: namesIn(stage.askedFields ?? '[]'),
    hiddenFields: hiddenFieldsOf(stage),
  };
}

/** The fields that a stage asks for, the required ones first; `id` is the field's name. */
export function stageFieldResources(stage: Stage): Resource[] {
  const required = namesIn(stage.requiredFields);
  return neededFields(stage).map((field) => ({ id: field, field, required: required.includes(field) }));
}

/** Whose a lead becomes when it enters the stage. */
export function ownershipResource({ id, ownership, ownerUserId, ownerTeamId }: Stage): Resource {
  return { stageId: id, ownership, userId: ownerUserId, teamId: ownerTeamId };
}

/** @throws HttpProblem 404 */
export async function stageNamed(caller: Caller, doors: Doors, id: string): Promise<Stage> {
  const found = (await doors.ask(caller, workspace, {})).stages.find((stage) => stage.id === id);
  if (!found) throw new HttpProblem('NOT_FOUND');
  return found;
}
