import { Hono } from 'hono';
import { endpoint } from '../http/endpoint.ts';
import { row } from '../openapi/json-schema.ts';
import { creates, nothing, page } from '../openapi/replies.ts';
import { z } from 'zod';
import { appointmentFields, onOverlap } from '../../core/domain/appointment/appointment-fields.ts';
import { appointmentCreate } from '../../core/domain/appointment/create.ts';
import { appointmentRemove } from '../../core/domain/appointment/remove.ts';
import { appointmentUpdate } from '../../core/domain/appointment/update.ts';
import { optionalFields } from '../../core/domain/fields/changes.ts';
import { rowId } from '../../core/domain/fields/value-fields.ts';
import { appointmentList } from '../../core/queries/appointment-list.ts';
import { calendar } from '../../core/queries/calendar.ts';
import { appointmentStatuses } from '../../core/schema/leads.ts';
import { authenticate } from '../http/authenticate.ts';
import { viewing } from '../http/caller.ts';
import type { AppDeps, AppEnv } from '../http/deps.ts';
import { Doors } from './doors.ts';
import { offsetOf, pageReply, pagingParams } from './paging.ts';
import { plainChanges } from './plain-changes.ts';
import { requireId, toResource, withTimes } from './resource.ts';

const listParams = z.strictObject({
  ...pagingParams,
  datesetting: z.enum(['on', 'before', 'after']).optional(),
  ondate: z.string().optional(),
  status: z.enum(appointmentStatuses).optional(),
  leadName: z.string().max(200).optional(),
  leadId: rowId.optional(),
  ownerId: rowId.optional(),
  sortDir: z.enum(['asc', 'desc']).optional(),
});

const withStartAndEnd = (body: unknown): unknown =>
  typeof body === 'object' && body !== null ? withTimes({ ...body }, ['startAt', 'endAt']) : body;

const newBody = z.preprocess(
  withStartAndEnd,
  z.strictObject({
    ...optionalFields(appointmentFields),
    id: rowId.optional(),
    leadId: rowId,
    startAt: appointmentFields.startAt,
    endAt: appointmentFields.endAt,
    onOverlap: onOverlap.optional(),
  }),
);
const patchBody = z.preprocess(
  withStartAndEnd,
  z.strictObject({ ...optionalFields(appointmentFields), onOverlap: onOverlap.optional() }),
);

const refusals = [
  'APPOINTMENT_END_BEFORE_START',
  'APPOINTMENT_IN_PAST',
  'APPOINTMENT_OVERLAP',
  'UNKNOWN_ASSIGNEE',
  'WRONG_STATE',
] as const;

/** `/v1/appointments`. Times are ISO 8601 with their zone. */
export function appointmentRoutes(deps: AppDeps): Hono<AppEnv> {
  const doors = new Doors(deps.now);
  const routes = new Hono<AppEnv>();
  routes.use('/*', authenticate(deps), viewing('leads:view'));

  const tag = 'appointments';
  const list = { id: 'listAppointments', tag, summary: 'Appointments by their start' };
  routes.get(
    '/',
    endpoint({ ...list, query: listParams, reply: page(row('appointments')) }, async (c, { query }) => {
      const { limit, page: number, offset: from, cursor, ...filters } = query;
      const offset = offsetOf({ limit, page: number, offset: from, cursor });
      // Its own schema knows which of the two date parameters needs the other.
      const params = { ...filters, offset, limit };
      const { items, total } = await doors.ask(c.var.caller, appointmentList, params);
      return c.json(
        pageReply(
          items.map((item) => toResource('appointments', item)),
          total,
          offset,
          limit,
        ),
      );
    }),
  );

  const create = { id: 'createAppointment', tag, summary: 'Book an appointment with a lead' };
  routes.post(
    '/',
    endpoint(
      { ...create, body: newBody, reply: creates(row('appointments')), problems: [...refusals, 'ID_TAKEN'] },
      async (c, { body }) => {
        const ownerId = body.ownerId ?? c.var.caller.user.id;
        const id = await doors.create(c, appointmentCreate, { ...body, ownerId });
        const span = { from: body.startAt, to: body.startAt + 1, ownerIds: [ownerId] };
        const { appointments } = await doors.ask(c.var.caller, calendar, span);
        const booked = appointments.find((item) => item.id === id);
        // A repeated request may find that somebody has moved it since.
        return c.json(toResource('appointments', booked ?? { id }), 201);
      },
    ),
  );

  const update = { id: 'updateAppointment', tag, summary: 'Move or change an appointment' };
  routes.patch(
    '/:id',
    endpoint({ ...update, body: patchBody, reply: nothing, problems: refusals }, async (c, { body }) => {
      const id = requireId(c.req.param('id'));
      const { onOverlap, ...values } = body;
      await doors.mutate(c.var.caller, appointmentUpdate, { id, changes: plainChanges(values), onOverlap });
      return c.body(null, 204);
    }),
  );

  const remove = { id: 'deleteAppointment', tag, summary: 'Delete an appointment' };
  routes.delete(
    '/:id',
    endpoint({ ...remove, reply: nothing }, async (c) => {
      await doors.mutate(c.var.caller, appointmentRemove, { id: requireId(c.req.param('id')) });
      return c.body(null, 204);
    }),
  );

  return routes;
}
