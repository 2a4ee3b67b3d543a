import { z } from 'zod';
import { leadCreateArgs } from '../../core/domain/lead/create.ts';
import { leadFields } from '../../core/domain/lead/lead-fields.ts';
import { optionalFields } from '../../core/domain/fields/changes.ts';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { leadFilters } from '../../core/queries/lead-filters.ts';
import { leadSortKeys } from '../../core/queries/lead-list.ts';
import { pagingParams } from './paging.ts';
import { withTimes } from './resource.ts';

/** Other names by which callers know a parameter. */
const aliases: Readonly<Record<string, string>> = {
  assignedTo: 'assigneeId',
  source: 'sourceId',
  leadSourceId: 'sourceId',
  jobTitle: 'title',
  message: 'description',
  notes: 'description',
  value: 'valueMinor',
  estimatedValue: 'valueMinor',
};

function withOwnNames(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given;
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [aliases[name] ?? name, value]));
}

const nullableFilters = new Set(['assigneeId', 'sourceId', 'teamId', 'businessId']);

/** `GET /v1/leads`: every filter of the lists; `none` asks for leads that have nobody, no source, no team, no business. */
export const leadListParams = z.preprocess(
  (query) => {
    const named = withOwnNames(query) as Record<string, unknown>;
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
const leadBody = (body: unknown): unknown => {
  const named = withOwnNames(body);
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
  fields: z.strictObject(optionalFields(leadFields)).optional(),
  notes: z.string().optional(),
});

/** `POST /v1/leads/:id/disqualify` */
export const disqualifyBody = z.strictObject({ reason: z.string(), notes: z.string().optional() });
