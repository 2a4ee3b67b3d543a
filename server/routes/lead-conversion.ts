import { Hono } from 'hono';
import { z } from 'zod';
import { requiredText } from '../../core/domain/fields/text-fields.ts';
import { amountMinor, rowId } from '../../core/domain/fields/value-fields.ts';
import { leadConvert } from '../../core/domain/lead/convert.ts';
import { leadMerge, takenFields } from '../../core/domain/lead/merge.ts';
import { leadUnmerge } from '../../core/domain/lead/unmerge.ts';
import { conversionCheck } from '../../core/queries/conversion-check.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { arrayOf, flag, object, orNull, row, text, uuid } from '../openapi/json-schema.ts';
import { replies } from '../openapi/replies.ts';
import { Doors } from './doors.ts';
import { leadReply } from './lead-resource.ts';
import { requireId } from './resource.ts';

const tag = 'leads';

const named = orNull(object({ id: uuid, name: text }));
const checked = replies(
  object({
    canConvert: flag,
    reason: orNull(text),
    existingContact: named,
    existingAccount: named,
    requiredFields: arrayOf(text),
  }),
);
const converted = replies(
  object({ contactId: orNull(uuid), accountId: orNull(uuid), opportunityId: orNull(uuid), lead: row('leads') }),
);

const checkParams = z.strictObject({ pipelineId: rowId.optional(), stageId: rowId.optional() });

/** `POST /v1/leads/:id/convert`: what is made has what it needs from the lead. */
const convertBody = z.strictObject({
  createContact: z.boolean().default(false),
  createAccount: z.boolean().default(false),
  createOpportunity: z.boolean().default(false),
  contactId: rowId.optional(),
  accountId: rowId.optional(),
  opportunityName: requiredText().optional(),
  opportunityPipelineId: rowId.optional(),
  opportunityStageId: rowId.optional(),
  opportunityValueMinor: amountMinor.nullable().optional(),
});

const mergeBody = z.strictObject({ mergedId: rowId, take: takenFields.optional() });
const unmergeBody = z.strictObject({ mergeId: rowId });

/** What becomes of a lead: `/v1/leads/:id/convert`, `/merge` and what belongs to them. */
export function leadConversionRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();

  const check = { id: 'checkConversion', tag, summary: 'What a conversion would find', query: checkParams };
  routes.get(
    '/:id/conversion-check',
    endpoint({ ...check, reply: checked }, async (c, { query }) => {
      const id = requireId(c.req.param('id'));
      const found = await doors.ask(c.var.caller, conversionCheck, { id, ...query });
      if (!found) throw new HttpProblem('NOT_FOUND', { details: { entity: 'leads', id } });
      return c.json(found);
    }),
  );

  const convert = { id: 'convertLead', tag, summary: 'Make contact, account and opportunity of a lead' };
  routes.post(
    '/:id/convert',
    endpoint(
      {
        ...convert,
        body: convertBody,
        reply: converted,
        problems: [
          ...(['ALREADY_CONVERTED', 'WRONG_STATE', 'DUPLICATE', 'STAGE_FIELDS_MISSING'] as const),
          ...(['UNKNOWN_PIPELINE', 'UNKNOWN_STAGE'] as const),
        ],
      },
      async (c, { body }) => {
        const id = requireId(c.req.param('id'));
        const { contactId, accountId } = body;
        const made = (wanted: boolean) => (wanted ? { id: doors.newId() } : undefined);
        const [contact, account, opportunity] = [
          made(body.createContact),
          made(body.createAccount),
          made(body.createOpportunity),
        ];
        const asked = opportunity && {
          ...opportunity,
          name: body.opportunityName,
          pipelineId: body.opportunityPipelineId,
          stageId: body.opportunityStageId,
          valueMinor: body.opportunityValueMinor,
        };
        await doors.mutate(c.var.caller, leadConvert, {
          id,
          contact,
          contactId,
          account,
          accountId,
          opportunity: asked,
        });
        const lead = await leadReply(c.var.caller, doors, id);
        const { contactId: ofContact, accountId: ofAccount } = lead as { contactId?: unknown; accountId?: unknown };
        return c.json({
          contactId: ofContact ?? null,
          accountId: ofAccount ?? null,
          opportunityId: opportunity?.id ?? null,
          lead,
        });
      },
    ),
  );

  const merge = { id: 'mergeLeads', tag, summary: 'Take another lead into this one', body: mergeBody };
  routes.post(
    '/:id/merge',
    endpoint(
      { ...merge, reply: replies(object({ mergeId: uuid, lead: row('leads') })), problems: ['WRONG_STATE'] },
      async (c, { body }) => {
        const id = requireId(c.req.param('id'));
        const mergeId = doors.newId();
        await doors.mutate(c.var.caller, leadMerge, { id, mergeId, ...body });
        return c.json({ mergeId, lead: await leadReply(c.var.caller, doors, id) });
      },
    ),
  );

  const unmerge = { id: 'unmergeLeads', tag, summary: 'Take a merge back', body: unmergeBody };
  routes.post(
    '/:id/unmerge',
    endpoint(
      { ...unmerge, reply: replies(object({ lead: row('leads') })), problems: ['WRONG_STATE'] },
      async (c, { body }) => {
        const id = requireId(c.req.param('id'));
        await leadReply(c.var.caller, doors, id);
        await doors.mutate(c.var.caller, leadUnmerge, { id: body.mergeId });
        return c.json({ lead: await leadReply(c.var.caller, doors, id) });
      },
    ),
  );

  return routes;
}
