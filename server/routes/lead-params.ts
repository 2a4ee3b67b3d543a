import { z } from 'zod';
import { leadCreateArgs } from '../../core/domain/lead/create.ts';
import { leadFields } from '../../core/domain/lead/lead-fields.ts';
import { optionalFields } from '../../core/domain/fields/changes.ts';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { leadFilters } from '../../core/queries/lead-filters.ts';
import { leadSortKeys } from '../../core/queries/lead-list.ts';
import { withOwnNames } from './aliases.ts';
import { pagingParams } from './paging.ts';
import { withTimes } from './resource.ts';

const nullableFilters = new Set(['assigneeId', 'sourceId', 'teamId', 'businessId']);

/** `GET /v1/leads`: every filter of the lists; `none` asks for leads that have nobody, no source, no team, no business. */
export const leadListParams = z.preprocess(
  (query, check) => {
    const named = withOwnNames(query, check) as Record<string, unknown>;
    const none = Object.entries(named).filter(([name, value]) => nullableFilters.has(name) && value === 'none');
    return { ...named, ...Object.fromEntries(none.map(([name]) => [name, null])) };
  },
  z.strictObject({
    ...leadFilters.shape,
    qualified: z
      .enum(['true', 'false'])
      .transform((text) => text === 'true')
      .optional(),
    ...pagingParams,
    sortBy: z.enum(leadSortKeys).default('createdAt'),
    sortDir: z.enum(['asc', 'desc']).default('desc'),
  }),
);

const timeFields = ['lastContactedAt'];

/** Own names for aliases, milliseconds for ISO 8601 times. */
export const leadBody = (body: unknown, check: z.RefinementCtx): unknown => {
  const named = withOwnNames(body, check);
  return typeof named === 'object' && named !== null && !Array.isArray(named)
    ? withTimes(named as Record<string, unknown>, timeFields)
    : named;
};

/** `POST /v1/leads`. An unknown field is an error: a typing mistake must not lose a value. */
export const newLeadBody = z.preprocess(
  leadBody,
  z.strictObject({
    ...leadCreateArgs.shape,
    id: rowId.optional(),
    /** D1: leave team and source out although the organization has teams and the team has sources. */
    skipTeamAndSourceRequirement: z.boolean().optional(),
  }),
);

/** `PATCH /v1/leads/:id`: plain values of the fields to change. */
export const leadPatchBody = z.preprocess(
  leadBody,
  z.strictObject({ ...optionalFields(leadFields), onDuplicate: z.enum(['refuse', 'accept']).optional() }),
);

/** `POST /v1/leads/:id/stage`. `fields`: what the stage asks for. */
export const stageBody = z.strictObject({
  stageId: rowId,
  fields: z.preprocess(leadBody, z.strictObject(optionalFields(leadFields))).optional(),
  notes: z.string().optional(),
});

/** `POST /v1/leads/:id/disqualify` */
export const disqualifyBody = z.strictObject({ reason: z.string(), notes: z.string().optional() });
