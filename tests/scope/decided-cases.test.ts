// Verifies: SYNC-5, SYNC-6 — the cases of docs/sync.md that are decided beforehand: what is accepted late, what waits and why, whose move stands.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { restoreAndSendAgain } from '../../electron/data/device-refused.ts';
import { Office, officeHomes } from '../support/office.ts';
import type { OfficeDevice } from '../support/office-device.ts';

const hourMs = 3_600_000;

describe.each(officeHomes)('decided cases on $name', ({ open }) => {
  let office: Office;
  let rita: OfficeDevice;
  let olga: OfficeDevice;
  const lead = idOf('lead');
  beforeEach(async () => {
    office = new Office(await open());
    await admin('lead.create', { id: lead, lastName: 'Anders', assigneeId: idOf('rita') });
    [rita, olga] = [await office.device('rita'), await office.device('olga')];
  });
  afterEach(() => office.close());

  const admin = (name: string, args: unknown): Promise<void> => office.rest('adam', name, args);
  const give = (name: string): Promise<void> => admin('lead.assign', { ids: [lead], assigneeId: idOf(name) });
  const waiting = (device: OfficeDevice) =>
    device.device.outbox(20).map(({ name, state, error }) => ({ name, state, code: error?.code, why: error?.details }));
  const edit = (field: string, from: unknown, to: unknown) => ({ [field]: { from, to } });
  const conflictsOn = (device: OfficeDevice, field: string) =>
    device
      .rows('conflicts')
      .filter((row) => row.field === field)
      .map((row) => [JSON.parse(row.keptValue), JSON.parse(row.otherValue), row.keptBy, row.otherBy] as unknown[]);

  it('what was added while its author had the lead is accepted, although the lead has moved on; an edit waits and says why', async () => {
    const startAt = office.now + hourMs;
    rita.act('note.add', { id: idOf('note'), leadId: lead, body: 'Called' });
    rita.act('activity.log', { id: idOf('call'), leadId: lead, type: 'CALL' });
    const slot = { ownerId: rita.userId, startAt, endAt: startAt + hourMs };
    rita.act('appointment.create', { id: idOf('visit'), leadId: lead, ...slot });
    rita.act('lead.update', { id: lead, changes: edit('title', null, 'Captain') });
    rita.act('lead.bulkUpdate', { ids: [lead], changes: { company: 'Anders' } });
    office.pass(hourMs);
    await give('rolf');
    await rita.sync();
    await olga.sync();
    expect(rita.row('leads', lead)).toBeUndefined();
    expect(olga.row('notes', idOf('note'))?.body).toBe('Called');
    expect(olga.row('activities', idOf('call'))?.userId).toBe(rita.userId);
    expect(olga.row('appointments', idOf('visit'))?.startAt).toBe(startAt);
    expect(waiting(rita)).toEqual([
      {
        name: 'lead.update',
        state: 'rejected',
        code: 'NOT_FOUND',
        why: { entity: 'leads', id: lead, reason: 'moved' },
      },
      { name: 'lead.bulkUpdate', state: 'rejected', code: 'UNKNOWN_LEADS', why: { ids: [lead], moved: [lead] } },
    ]);
  });

  it('what was added after the lead had moved on waits, and is not told what its author never saw', async () => {
    await give('rolf');
    office.pass(hourMs);
    rita.act('note.add', { id: idOf('note'), leadId: lead, body: 'Called' });
    await rita.sync();
    expect(waiting(rita)).toEqual([
      { name: 'note.add', state: 'rejected', code: 'NOT_FOUND', why: { entity: 'leads', id: lead } },
    ]);
  });

  it('who had access through a team or a role they have lost since is judged by what they were', async () => {
    await admin('lead.assign', { ids: [lead], assigneeId: null, teamId: idOf('north') });
    await rita.sync();
    rita.act('note.add', { id: idOf('note'), leadId: lead, body: 'As a member of North' });
    office.pass(hourMs);
    await admin('team.removeMember', { teamId: idOf('north'), userId: rita.userId });
    await admin('team.update', { id: idOf('north'), changes: edit('open', 1, 0) });
    await rita.sync();
    await admin('user.update', { id: rita.userId, changes: edit('role', 'rep', 'admin') });
    await rita.sync();
    rita.act('note.add', { id: idOf('second'), leadId: lead, body: 'As an admin' });
    rita.act('product.update', { id: idOf('anchor'), changes: edit('priceMinor', 12_500, 1) });
    office.pass(hourMs);
    await admin('user.update', { id: rita.userId, changes: edit('role', 'admin', 'rep') });
    await rita.sync();
    await olga.sync();
    const bodies = olga.rows('notes').map((row) => row.body);
    expect(bodies.toSorted()).toEqual(['As a member of North', 'As an admin']);
    expect(waiting(rita)).toEqual([
      { name: 'product.update', state: 'rejected', code: 'FORBIDDEN', why: { permission: 'settings:edit' } },
    ]);
  });

  it('an edit to a lead in the trash says so; restored and sent again it applies', async () => {
    rita.act('lead.update', { id: lead, changes: edit('title', null, 'Captain') });
    await admin('lead.trash', { ids: [lead] });
    await rita.sync();
    expect(waiting(rita)).toEqual([
      { name: 'lead.update', state: 'rejected', code: 'WRONG_STATE', why: { ids: [lead], state: 'trashed' } },
    ]);
    const { seq } = rita.device.outbox(1)[0]!;
    rita.device.perform((act) => restoreAndSendAgain(act, seq));
    await rita.sync();
    await olga.sync();
    expect(olga.row('leads', lead)).toMatchObject({ title: 'Captain', state: 'active' });
    expect(waiting(rita)).toEqual([]);
  });

  it('overlapping appointments are accepted and flagged, also where only the server sees both', async () => {
    await admin('lead.create', { id: idOf('other'), lastName: 'Berg', assigneeId: idOf('rolf') });
    const startAt = office.now + 5 * hourMs;
    const slot = { ownerId: idOf('mona'), startAt, endAt: startAt + hourMs };
    await admin('appointment.create', { id: idOf('first'), leadId: idOf('other'), ...slot });
    rita.act('appointment.create', { id: idOf('second'), leadId: lead, ...slot });
    await rita.sync();
    expect(rita.row('appointments', idOf('first'))).toBeUndefined();
    expect(rita.row('appointments', idOf('second'))?.overlapsId).toBe(idOf('first'));
    expect(waiting(rita)).toEqual([]);
  });

  it('a lead that clashes with one its author cannot see is accepted, and flagged for those who see both', async () => {
    await admin('lead.create', { id: idOf('hidden'), lastName: 'Berg', email: 'b@customer.test' });
    rita.act('lead.create', { id: idOf('mine'), lastName: 'Berg', email: 'b@customer.test' });
    await rita.sync();
    await olga.sync();
    expect(rita.row('leads', idOf('hidden'))).toBeUndefined();
    expect(waiting(rita)).toEqual([]);
    expect(olga.row('leads', idOf('mine'))?.duplicateOfId).toBe(idOf('hidden'));
  });

  it('of two moves the later one stands and the other is kept, in whichever order they arrive', async () => {
    const to = (stage: string) => ({ moves: [{ id: lead, fromStageId: idOf('sales-new') }], stageId: idOf(stage) });
    rita.act('lead.changeStage', to('sales-contacted'));
    office.pass(1000);
    olga.act('lead.changeStage', to('sales-lost'));
    await olga.sync();
    await rita.sync();
    expect(rita.row('leads', lead)?.stageId).toBe(idOf('sales-lost'));
    const expected = [[idOf('sales-lost'), idOf('sales-contacted'), olga.userId, rita.userId]];
    expect(conflictsOn(rita, 'stageId')).toEqual(expected);
    await olga.sync();
    expect(conflictsOn(olga, 'stageId')).toEqual(expected);
  });

  it('a stage change and a disqualification that did not know of each other both stand: the lead moves and stays disqualified', async () => {
    rita.act('lead.disqualify', { id: lead, reason: 'No budget' });
    olga.act('lead.changeStage', {
      moves: [{ id: lead, fromStageId: idOf('sales-new') }],
      stageId: idOf('sales-contacted'),
    });
    await rita.sync();
    await olga.sync();
    await rita.sync();
    expect(rita.row('leads', lead)).toMatchObject({ status: 'disqualified', disqualifiedReason: 'No budget' });
    expect(rita.row('leads', lead)?.stageId).toBe(idOf('sales-contacted'));
  });

  it('a move that did not know of a conversion is refused and kept: the lead stays where it was converted', async () => {
    rita.act('lead.convert', {
      id: lead,
      contact: { id: idOf('contact') },
      opportunity: { id: idOf('deal'), name: 'Deal' },
    });
    office.pass(1000);
    const moves = [{ id: lead, fromStageId: idOf('sales-new') }];
    olga.act('lead.changeStage', { moves, stageId: idOf('sales-contacted') });
    await rita.sync();
    await olga.sync();
    await rita.sync();
    for (const device of [rita, olga]) {
      expect(device.row('leads', lead)).toMatchObject({ status: 'converted', stageId: idOf('sales-new') });
      expect(device.row('opportunities', idOf('deal'))).toMatchObject({ leadId: lead, contactId: idOf('contact') });
    }
    expect(waiting(olga)).toMatchObject([
      { name: 'lead.changeStage', state: 'rejected', code: 'WRONG_STATE', why: { status: 'converted' } },
    ]);
  });

  it('of two conversions the first to arrive stands, the other one is refused with what it was converted to', async () => {
    rita.act('lead.convert', { id: lead, account: { id: idOf('hers'), name: 'Hers' } });
    olga.act('lead.convert', { id: lead, account: { id: idOf('mine'), name: 'Mine' } });
    await olga.sync();
    await rita.sync();
    await olga.sync();
    for (const device of [rita, olga]) {
      expect(device.row('leads', lead)?.accountId).toBe(idOf('mine'));
      expect(device.row('accounts', idOf('hers'))).toBeUndefined();
    }
    expect(waiting(rita)).toMatchObject([
      { name: 'lead.convert', state: 'rejected', code: 'ALREADY_CONVERTED', why: { accountId: idOf('mine') } },
    ]);
  });

  it('what is set on many leads at once replaces nothing unseen without a trace, and not what was edited later', async () => {
    await olga.sync();
    rita.act('lead.update', {
      id: lead,
      changes: { ...edit('company', null, 'Anders'), ...edit('branch', null, 'Kiel') },
    });
    await rita.sync();
    office.pass(1000);
    olga.act('lead.bulkUpdate', { ids: [lead], changes: { company: 'Anders AG', title: 'Owner' } });
    office.pass(1000);
    rita.act('lead.update', { id: lead, changes: edit('title', null, 'Captain') });
    await rita.sync();
    await olga.sync();
    await rita.sync();
    expect(rita.row('leads', lead)).toMatchObject({ company: 'Anders AG', title: 'Captain', branch: 'Kiel' });
    expect(conflictsOn(rita, 'company')).toEqual([['Anders AG', 'Anders', olga.userId, rita.userId]]);
    expect(conflictsOn(rita, 'title')).toEqual([['Captain', 'Owner', rita.userId, olga.userId]]);
    // What its author has seen is replaced like anything else.
    olga.act('lead.bulkUpdate', { ids: [lead], changes: { branch: 'Flensburg', company: 'Anders SE' } });
    await olga.sync();
    expect(olga.rows('conflicts')).toHaveLength(2);
  });

  it('an assignment of a lead that was given away meanwhile waits and says why', async () => {
    office.pass(1000);
    rita.act('lead.assign', { ids: [lead], assigneeId: idOf('mona') });
    office.pass(1000);
    olga.act('lead.assign', { ids: [lead], assigneeId: idOf('rolf') });
    await olga.sync();
    await rita.sync();
    await olga.sync();
    expect(olga.row('leads', lead)?.assigneeId).toBe(idOf('rolf'));
    expect(waiting(rita)).toMatchObject([{ name: 'lead.assign', code: 'UNKNOWN_LEADS', why: { moved: [lead] } }]);
  });

  it.each([365, -365])('a laptop whose clock is %i days off syncs like any other', async (days) => {
    rita.skewMs = days * 24 * hourMs;
    await rita.sync();
    rita.act('lead.update', { id: lead, changes: edit('title', null, 'early') });
    office.pass(1000);
    olga.act('lead.update', { id: lead, changes: edit('title', null, 'late') });
    const startAt = office.now + hourMs;
    rita.act('appointment.create', {
      id: idOf('visit'),
      leadId: lead,
      ownerId: rita.userId,
      startAt,
      endAt: startAt + 1,
    });
    await olga.sync();
    await rita.sync();
    expect(waiting(rita)).toEqual([]);
    expect(rita.row('leads', lead)?.title).toBe('late');
    expect(Math.abs(rita.row('appointments', idOf('visit'))!.createdAt - office.now)).toBeLessThan(10_000);
  });
});
