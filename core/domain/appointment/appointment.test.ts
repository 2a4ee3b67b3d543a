import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { dayMs, Fixture, hourMs, seeing, startMs, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const leadId = idOf('ann');
const id = idOf('visit');
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann');
});

/** Hours from the start of the tests' clock. */
const at = (hours: number): number => startMs + hours * hourMs;
const args = (from: number, until: number, more: object = {}) => ({
  id,
  leadId,
  ownerId: idOf('rolf'),
  startAt: at(from),
  endAt: at(until),
  ...more,
});
const book = (from: number, until: number, more: object = {}, overrides = {}) =>
  fixture.run('appointment.create', args(from, until, more), overrides);
const refusal = (from: number, until: number, more: object = {}, overrides = {}) =>
  fixture.refusal('appointment.create', args(from, until, more), overrides);
const change = (values: object, overrides = {}, more: object = {}) =>
  fixture.run('appointment.update', { id, changes: to({ ...values }), ...more }, overrides);
const changeRefusal = (values: object, overrides = {}) =>
  fixture.refusal('appointment.update', { id, changes: to({ ...values }) }, overrides);
const made = () => fixture.row('appointments', id);

describe('appointment.create', () => {
  it('books with the document’s defaults', () => {
    book(1, 2, { note: '' });
    expect(made()).toMatchObject({
      leadId,
      ownerId: idOf('rolf'),
      startAt: at(1),
      endAt: at(2),
      note: 'Prospect appointment',
      status: 'pending',
      location: null,
      overlapsId: null,
      createdBy: idOf('rita'),
    });
    expect(fixture.history(leadId)).toContain(`appointmentAdded - - ${at(1)}`);
  });

  it('refuses an end before its start, a start in the past, and more than 31 days', () => {
    expect(refusal(2, 1)).toMatchObject({ code: 'APPOINTMENT_END_BEFORE_START', fields: [{ field: 'endAt' }] });
    expect(refusal(2, 2)).toMatchObject({ code: 'APPOINTMENT_END_BEFORE_START' });
    expect(refusal(-1, 1)).toMatchObject({ code: 'APPOINTMENT_IN_PAST', fields: [{ field: 'startAt' }] });
    expect(refusal(1, 1 + 31 * 24 + 1)).toMatchObject({ code: 'VALIDATION_FAILED', fields: [{ field: 'endAt' }] });
    book(0, 31 * 24);
  });

  it('takes the past from imports, and what was in the future when it was booked offline', () => {
    book(-48, -47, {}, { origin: 'import' });
    book(-2, -1, { id: idOf('two') }, { origin: 'sync', now: at(-3) });
    expect(refusal(-2, -1, { id: idOf('three') }, { origin: 'sync', now: at(-1) }).code).toBe('APPOINTMENT_IN_PAST');
  });

  it('names every bad field', () => {
    expect(
      refusal(1, 2, { note: 'x'.repeat(201), status: 'maybe', ownerId: 'x' }).fields!.map(({ field }) => field),
    ).toEqual(['ownerId', 'note', 'status']);
    expect(refusal(1, 2, { ownerId: idOf('ines') })).toMatchObject({
      code: 'UNKNOWN_ASSIGNEE',
      fields: [{ field: 'ownerId' }],
    });
  });

  it('is for active leads that the actor sees, unless it was booked before that', () => {
    expect(refusal(1, 2, {}, seeing(never)).code).toBe('NOT_FOUND');
    fixture.run('lead.archive', { ids: [leadId] });
    expect(refusal(1, 2)).toMatchObject({ code: 'WRONG_STATE', details: { state: 'archived' } });
    fixture.run('lead.trash', { ids: [leadId] });
    expect(refusal(1, 2)).toMatchObject({ code: 'WRONG_STATE', details: { state: 'trashed' } });
    book(1, 2, {}, { origin: 'sync' });
    expect(refusal(3, 4).code).toBe('WRONG_STATE');
  });
});

describe('an appointment that overlaps another of the same person', () => {
  beforeEach(() => {
    book(2, 4, { id: idOf('first') });
  });

  it('is refused with the other one', () => {
    expect(refusal(3, 5)).toMatchObject({
      code: 'APPOINTMENT_OVERLAP',
      details: { appointmentId: idOf('first'), startAt: at(2), endAt: at(4) },
    });
  });

  it.each([
    ['the write says so', { onOverlap: 'accept' }, {}],
    ['it comes from a device', { onOverlap: 'refuse' }, { origin: 'sync' }],
    ['it comes from a file', {}, { origin: 'import' }],
  ])('is accepted and flagged when %s', (_, more, overrides) => {
    book(3, 5, more, overrides);
    expect(made().overlapsId).toBe(idOf('first'));
  });

  it('is none when ends touch, when it is another’s, or when one of the two is cancelled', () => {
    book(4, 5);
    book(1, 2, { id: idOf('before') });
    book(2, 4, { id: idOf('other'), ownerId: idOf('rita') });
    book(2, 4, { id: idOf('off'), status: 'cancelled' });
    fixture.run('appointment.update', { id: idOf('first'), changes: to({ status: 'cancelled' }) });
    book(2, 4, { id: idOf('instead') });
    expect(fixture.rows('appointments').every((row) => row.overlapsId === null)).toBe(true);
  });

  it('is found exactly when the times meet', () => {
    const slot = fc.tuple(fc.integer({ min: 0, max: 60 * 24 }), fc.integer({ min: 1, max: 31 * 24 }));
    fc.assert(
      fc.property(slot, slot, ([from, length], [otherFrom, otherLength]) => {
        const home = new Fixture();
        home.lead('ann');
        home.run('appointment.create', args(otherFrom, otherFrom + otherLength, { id: idOf('first') }));
        home.run('appointment.create', args(from, from + length, { onOverlap: 'accept' }));
        const meets = from < otherFrom + otherLength && otherFrom < from + length;
        expect(home.row('appointments', id).overlapsId).toBe(meets ? idOf('first') : null);
      }),
    );
  });
});

describe('appointment.update', () => {
  beforeEach(() => {
    book(2, 4);
  });

  it('reschedules what moves, unless it says otherwise', () => {
    change({ note: 'Bring samples', location: 'Harbour 7' });
    expect(made()).toMatchObject({ note: 'Bring samples', location: 'Harbour 7', status: 'pending' });
    change({ startAt: at(3) });
    expect(made()).toMatchObject({ startAt: at(3), status: 'rescheduled' });
    change({ endAt: at(5), status: 'confirmed' });
    expect(made().status).toBe('confirmed');
    expect(fixture.history(leadId)).toEqual(
      expect.arrayContaining([
        `appointmentChanged startAt ${at(2)} ${at(3)}`,
        'appointmentChanged status pending rescheduled',
      ]),
    );
    expect(change({ endAt: at(5), status: 'confirmed', note: ' Bring samples' })).toEqual([]);
  });

  it('checks the times it sets and no others', () => {
    expect(changeRefusal({ endAt: at(1) })).toMatchObject({
      code: 'APPOINTMENT_END_BEFORE_START',
      fields: [{ field: 'changes.endAt.to' }],
    });
    expect(changeRefusal({ startAt: at(-1) })).toMatchObject({
      code: 'APPOINTMENT_IN_PAST',
      fields: [{ field: 'changes.startAt.to' }],
    });
    const afterwards = { now: startMs + dayMs };
    change({ status: 'fulfilled', note: 'Sold' }, afterwards);
    change({ endAt: at(3) }, afterwards);
    expect(changeRefusal({ startAt: at(1) }, afterwards).code).toBe('APPOINTMENT_IN_PAST');
    expect(changeRefusal({ ownerId: idOf('ines') }, afterwards)).toMatchObject({
      code: 'UNKNOWN_ASSIGNEE',
      fields: [{ field: 'changes.ownerId.to' }],
    });
  });

  it('meets overlaps when it moves, changes hands or comes back to life', () => {
    fixture.run('appointment.create', args(6, 8, { id: idOf('other') }));
    fixture.run('appointment.create', args(2, 4, { id: idOf('ritas'), ownerId: idOf('rita') }));
    expect(changeRefusal({ endAt: at(7) })).toMatchObject({ details: { appointmentId: idOf('other') } });
    expect(changeRefusal({ ownerId: idOf('rita') })).toMatchObject({ details: { appointmentId: idOf('ritas') } });
    change({ endAt: at(7) }, {}, { onOverlap: 'accept' });
    expect(made().overlapsId).toBe(idOf('other'));
    change({ note: 'x' });
    expect(made().overlapsId).toBe(idOf('other'));
    change({ status: 'cancelled' });
    expect(made().overlapsId).toBeNull();
    expect(changeRefusal({ status: 'confirmed' }).code).toBe('APPOINTMENT_OVERLAP');
    change({ status: 'confirmed', endAt: at(5) });
    expect(made().overlapsId).toBeNull();
  });

  it('finds only what the actor sees, and leaves trashed leads alone', () => {
    expect(changeRefusal({ note: 'x' }, seeing(never)).code).toBe('NOT_FOUND');
    expect(fixture.refusal('appointment.remove', { id }, seeing(never)).code).toBe('NOT_FOUND');
    expect(fixture.refusal('appointment.remove', { id: idOf('x') }).code).toBe('NOT_FOUND');
    fixture.run('lead.trash', { ids: [leadId] });
    expect(changeRefusal({ note: 'x' }).code).toBe('WRONG_STATE');
    change({ note: 'x' }, { origin: 'sync' });
    fixture.run('appointment.remove', { id });
    expect(fixture.rows('appointments')).toEqual([]);
    expect(fixture.history(leadId)).toContain(`appointmentRemoved - ${at(2)} -`);
  });
});
