import { z } from 'zod';
import { colorNames, type ColorName } from '../../core/domain/pipeline/colors.ts';
import { stageFields } from '../../core/domain/pipeline/stage-fields.ts';
import { priorityFields } from '../../core/domain/priority/priority-fields.ts';
import { scoringFields, scoringKind } from '../../core/domain/scoring/scoring-fields.ts';
import { sourceFields } from '../../core/domain/source/source-fields.ts';
import { optionalFields } from '../../core/domain/fields/changes.ts';
import { requiredText } from '../../core/domain/fields/text-fields.ts';
import { integer, rowId } from '../../core/domain/fields/value-fields.ts';
import { modules } from '../../core/schema/settings.ts';

/** A flag: callers say true and false, rows hold 1 and 0. */
const yesOrNo = z.boolean().transform((value): 0 | 1 => (value ? 1 : 0));
const place = integer(0, 1_000_000);
const id = { id: rowId.optional() };
const color = z.enum(colorNames) as z.ZodType<ColorName>;

/** `primaryColor` is another name of `color`. */
const withColor = <T extends z.ZodType>(body: T) =>
  z.preprocess((given) => {
    if (typeof given !== 'object' || given === null || !('primaryColor' in given)) return given;
    const { primaryColor, ...others } = given;
    return { color: primaryColor, ...others };
  }, body);

export const pipelineListParams = z.strictObject({ module: z.enum(modules).optional() });
export const newPipelineBody = z.strictObject({
  ...id,
  name: requiredText(),
  module: z.enum(modules).default('leads'),
  isDefault: yesOrNo.optional(),
});
export const pipelineBody = z.strictObject({
  name: requiredText().optional(),
  position: place.optional(),
  isDefault: yesOrNo.optional(),
  archived: yesOrNo.optional(),
});

export const stageListParams = z.strictObject({ ...pipelineListParams.shape, pipelineId: rowId.optional() });
const { ownership: _o, ownerUserId: _u, ownerTeamId: _t, ...stageValues } = stageFields;
const stageShape = { ...optionalFields(stageValues), color: color.optional() };
export const newStageBody = withColor(
  z.strictObject({
    ...id,
    ...stageShape,
    name: requiredText(),
    pipelineId: rowId,
    position: place.optional(),
  }),
);
export const stageChangesBody = withColor(z.strictObject(stageShape));
export const reorderBody = z.strictObject({ pipelineId: rowId, stageIds: z.array(rowId) });
/** `moveTo`: the stage that what is in the deleted one moves to. */
export const removeStageParams = z.strictObject({ moveTo: rowId.optional() });
export const newStageFieldBody = z.strictObject({ field: z.string().min(1).max(100), required: z.boolean() });
export const stageFieldBody = z.strictObject({ required: z.boolean() });
export const ownershipBody = z.strictObject({
  ownership: stageFields.ownership,
  userId: stageFields.ownerUserId.optional(),
  teamId: stageFields.ownerTeamId.optional(),
});
/** `{ "fields": { "branch": false } }`; fields that are not named are visible. */
export const visibilityBody = z.strictObject({ fields: z.record(z.string().max(100), z.boolean()) });

export const newSourceBody = z.strictObject({ ...id, name: requiredText(), teamId: sourceFields.teamId.optional() });
export const sourceBody = z.strictObject({ ...optionalFields(sourceFields), archived: yesOrNo.optional() });
export const newChoiceBody = z.strictObject({ ...id, name: requiredText(), position: place.optional() });
export const choiceBody = z.strictObject({
  name: requiredText().optional(),
  position: place.optional(),
  archived: yesOrNo.optional(),
});
export const newPriorityBody = withColor(
  z.strictObject({ ...id, name: requiredText(), color: color.optional(), rank: priorityFields.rank.optional() }),
);
export const priorityBody = withColor(
  z.strictObject({ ...optionalFields(priorityFields), color: color.optional(), archived: yesOrNo.optional() }),
);

const ruleShape = { ...optionalFields(scoringFields), active: yesOrNo.optional() };
export const newRuleBody = z.strictObject({
  ...id,
  ...ruleShape,
  kind: scoringKind,
  name: scoringFields.name,
  points: scoringFields.points,
});
export const ruleBody = z.strictObject(ruleShape);
