// Verifies: SYNC-7, SYNC-8 — whichever way rows come into a person's view or leave it, their device holds what the server shows them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { Office, officeHomes } from '../support/office.ts';
import type { OfficeDevice } from '../support/office-device.ts';

describe.each(officeHomes)('scope changes on $name', ({ open }) => {
  let office: Office;
  let rita: OfficeDevice;
  let rolf: OfficeDevice;
  let mona: OfficeDevice;
  const lead = idOf('lead');
  beforeEach(async () => {
    office = new Office(await open());
    [rita, rolf, mona] = [await office.device('rita'), await office.device('rolf'), await office.device('mona')];
  });
  afterEach(() => office.close());

  const admin = (name: string, args: unknown): Promise<void> => office.rest('adam', name, args);
  const give = (name: string | null, team: string | null = null): Promise<void> =>
    admin('lead.assign', { ids: [lead], assigneeId: name && idOf(name), teamId: team && idOf(team) });
  const sees = (device: OfficeDevice): boolean => device.row('leads', lead) !== undefined;

  /** Each device holds exactly what a first sync of the same person brings now. */
  async function settle(): Promise<void> {
    for (const device of [rita, rolf, mona]) {
      await device.sync();
      const name = ['rita', 'rolf', 'mona'].find((person) => idOf(person) === device.userId)!;
      expect(device.contents()).toEqual((await office.device(name)).contents());
    }
  }

  /** A lead of Rita's with something in every table that hangs on leads, a contact, an account and an opportunity with another. */
  async function fullLead(): Promise<void> {
    const contact = { id: idOf('contact'), lastName: 'Anders', email: 'anders@customer.test' };
    await admin('contact.create', { ...contact, ownerId: idOf('olga') });
    await admin('account.create', { id: idOf('account'), name: 'Anders Yachts', ownerId: idOf('olga') });
    await admin('account.create', { id: idOf('second'), name: 'Anders Holding', ownerId: idOf('olga') });
    const links = { contactId: contact.id, accountId: idOf('account'), businessIds: [idOf('ropes')] };
    await admin('lead.create', { id: lead, lastName: 'Anders', ...links, assigneeId: idOf('rita'), note: 'first' });
    const at = { startAt: office.now + 3_600_000, endAt: office.now + 7_200_000 };
    await admin('appointment.create', { id: idOf('appointment'), leadId: lead, ownerId: idOf('adam'), ...at });
    await admin('leadProduct.add', { id: idOf('product-line'), leadId: lead, productId: idOf('anchor') });
    await admin('activity.log', { id: idOf('activity'), leadId: lead, type: 'CALL' });
    await admin('note.add', { id: idOf('note'), leadId: lead, body: 'before' });
    await admin('note.edit', { id: idOf('note'), changes: { body: { from: 'before', to: 'after' } } });
    const deal = { id: idOf('deal'), name: 'Anchors', leadId: lead, accountId: idOf('second') };
    await admin('opportunity.create', { ...deal, ownerId: idOf('olga') });
  }

  it('reassignment takes a lead with all that hangs on it from one person to another, and back', async () => {
    await fullLead();
    await settle();
    expect([sees(rita), sees(rolf)]).toEqual([true, false]);
    const before = rita.contents();
    const children = ['notes', 'noteRevisions', 'appointments', 'leadProducts', 'activities', 'history'] as const;
    expect(children.filter((table) => rita.rows(table).length === 0)).toEqual([]);
    expect(children.filter((table) => rolf.rows(table).length > 0)).toEqual([]);
    await give('rolf');
    await settle();
    expect([sees(rita), sees(rolf)]).toEqual([false, true]);
    const left = Object.values(rita.contents()).flat();
    expect(left.filter((row) => row['leadId'] === lead || row.id === lead)).toEqual([]);
    expect(rita.rows('contacts')).toEqual([]);
    expect(rita.rows('accounts')).toEqual([]);
    expect(rita.rows('opportunities')).toEqual([]);
    expect(
      rolf
        .rows('accounts')
        .map((row) => row.name)
        .toSorted(),
    ).toEqual(['Anders Holding', 'Anders Yachts']);
    await give('rita');
    await settle();
    expect(rita.contents()['notes']).toEqual(before['notes']);
  });

  it('a team that opens, closes, wins and loses members shows and hides its leads', async () => {
    await fullLead();
    await give(null, 'south');
    await settle();
    expect([sees(rita), sees(rolf), sees(mona)]).toEqual([false, false, false]);
    await admin('team.addMember', { teamId: idOf('south'), userId: idOf('rolf') });
    await settle();
    expect(sees(rolf)).toBe(false);
    await admin('team.update', { id: idOf('south'), changes: { open: { from: 0, to: 1 } } });
    await settle();
    expect(sees(rolf)).toBe(true);
    await admin('team.update', { id: idOf('south'), changes: { open: { from: 1, to: 0 } } });
    await settle();
    expect(sees(rolf)).toBe(false);
    await admin('team.addMember', { teamId: idOf('south'), userId: idOf('rolf'), role: 'manager' });
    await settle();
    expect(sees(rolf)).toBe(true);
    await admin('team.removeMember', { teamId: idOf('south'), userId: idOf('rolf') });
    await settle();
    expect([sees(rolf), rolf.rows('notes').length, rolf.rows('contacts').length]).toEqual([false, 0, 0]);
  });

  it('the lead team lets people in and out one by one', async () => {
    await fullLead();
    await admin('lead.addMember', { leadId: lead, userId: idOf('rolf') });
    await settle();
    expect([sees(rita), sees(rolf)]).toEqual([true, true]);
    await admin('lead.removeMember', { leadId: lead, userId: idOf('rolf') });
    await settle();
    expect([sees(rita), sees(rolf)]).toEqual([true, false]);
    // In and out again between two pulls, and the other way round.
    await admin('lead.addMember', { leadId: lead, userId: idOf('rolf') });
    await admin('lead.removeMember', { leadId: lead, userId: idOf('rolf') });
    await settle();
    expect(sees(rolf)).toBe(false);
    await give('rolf');
    await admin('note.add', { id: idOf('meanwhile'), leadId: lead, body: 'meanwhile' });
    await give('rita');
    await settle();
    expect(rita.row('notes', idOf('meanwhile'))?.body).toBe('meanwhile');
  });

  it('a role that rises and falls shows everything and hides it again', async () => {
    await fullLead();
    await settle();
    const role = (from: string, to: string) =>
      admin('user.update', { id: idOf('rolf'), changes: { role: { from, to } } });
    await role('rep', 'admin');
    await settle();
    expect(sees(rolf)).toBe(true);
    await role('admin', 'rep');
    await settle();
    expect([sees(rolf), rolf.rows('accounts').length]).toEqual([false, 0]);
  });

  it('a role that may no longer view leads loses them all, and gets them back', async () => {
    await fullLead();
    await settle();
    const view = (permission: string, allowed: 0 | 1 | null) =>
      admin('role.setPermissions', { role: 'rep', permissions: [{ permission, allowed }] });
    await view('leads:view', 0);
    await settle();
    expect([sees(rita), rita.rows('notes').length, rita.rows('history').length]).toEqual([false, 0, 0]);
    await view('contacts:view', 0);
    await view('leads:view', null);
    await settle();
    expect([sees(rita), rita.rows('contacts').length]).toEqual([true, 0]);
    await view('contacts:view', null);
    await settle();
    expect(rita.rows('contacts').length).toBe(1);
  });

  it('a device decides by what the organization lets the role do', async () => {
    await settle();
    await admin('role.setPermissions', { role: 'rep', permissions: [{ permission: 'leads:create', allowed: 0 }] });
    await rita.sync();
    expect(() => rita.act('lead.create', { id: idOf('offline'), lastName: 'Offline' })).toThrow(/leads:create/);
    expect(() => mona.act('lead.create', { id: idOf('offline'), lastName: 'Offline' })).not.toThrow();
  });

  it('someone deactivated gets nothing any more, and everything again once they are back', async () => {
    await fullLead();
    await settle();
    await admin('user.update', { id: idOf('rita'), changes: { active: { from: 1, to: 0 } } });
    await expect(rita.sync()).rejects.toThrow(/REVOKED/);
    await give('rolf');
    await admin('user.update', { id: idOf('rita'), changes: { active: { from: 0, to: 1 } } });
    await settle();
    expect([sees(rita), rita.rows('notes').length]).toEqual([false, 0]);
  });

  it('a contact seen through two leads stays with the one that is left', async () => {
    await fullLead();
    const other = { id: idOf('other'), lastName: 'Anders', contactId: idOf('contact'), assigneeId: idOf('rita') };
    await admin('lead.create', { ...other, onDuplicate: 'accept' });
    await settle();
    await give('rolf');
    await settle();
    expect([rita, rolf].map((device) => device.row('contacts', idOf('contact'))?.lastName)).toEqual([
      'Anders',
      'Anders',
    ]);
    await admin('lead.assign', { ids: [other.id], assigneeId: null });
    await settle();
    expect(rita.row('contacts', idOf('contact'))).toBeUndefined();
  });

  it('a link that moves takes along what was seen through it, and only that', async () => {
    await fullLead();
    await admin('contact.create', { id: idOf('spouse'), lastName: 'Berg', ownerId: idOf('olga') });
    await settle();
    const changes = { contactId: { from: idOf('contact'), to: idOf('spouse') }, accountId: { from: '', to: null } };
    await admin('lead.update', { id: lead, changes });
    await settle();
    expect(rita.rows('contacts').map((row) => row.lastName)).toEqual(['Berg']);
    expect(rita.rows('accounts').map((row) => row.name)).toEqual(['Anders Holding']);
  });

  it('an account seen through an opportunity comes and goes with it', async () => {
    await fullLead();
    await settle();
    expect(rolf.rows('accounts')).toEqual([]);
    const deal = (changes: object): Promise<void> => admin('opportunity.update', { id: idOf('deal'), changes });
    await deal({ ownerId: { from: null, to: idOf('rolf') }, leadId: { from: lead, to: null } });
    await settle();
    expect(rolf.rows('accounts').map((row) => row.name)).toEqual(['Anders Holding']);
    expect(rita.rows('accounts').map((row) => row.name)).toEqual(['Anders Yachts']);
    await deal({ accountId: { from: idOf('second'), to: idOf('account') } });
    await settle();
    expect(rolf.rows('accounts').map((row) => row.name)).toEqual(['Anders Yachts']);
    await deal({ ownerId: { from: idOf('rolf'), to: idOf('olga') }, teamId: { from: null, to: idOf('south') } });
    await settle();
    expect([rolf.rows('opportunities'), rolf.rows('accounts')]).toEqual([[], []]);
  });

  it('owned rows follow their owner and their team', async () => {
    await admin('contact.create', { id: idOf('contact'), lastName: 'Anders', ownerId: idOf('rita') });
    await settle();
    expect(rita.rows('contacts')).toHaveLength(1);
    const change = (changes: object): Promise<void> => admin('contact.update', { id: idOf('contact'), changes });
    await change({ ownerId: { from: idOf('rita'), to: idOf('rolf') } });
    await settle();
    expect([rita.rows('contacts').length, rolf.rows('contacts').length]).toEqual([0, 1]);
    await change({ teamId: { from: null, to: idOf('north') }, ownerId: { from: idOf('rolf'), to: idOf('olga') } });
    await settle();
    expect([rita, rolf, mona].map((device) => device.rows('contacts').length)).toEqual([1, 0, 1]);
  });
});
