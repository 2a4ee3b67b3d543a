// Verifies: SYNC-6 — whatever two people do to the same field of any table while apart, no value is gone without a trace, and those whom it concerns see it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { organizationId } from '../../core/schema/people.ts';
import { Office, officeHomes } from '../support/office.ts';
import type { OfficeDevice } from '../support/office-device.ts';

describe.each(officeHomes)('concurrent edits on $name', ({ open }) => {
  let office: Office;
  let rita: OfficeDevice;
  let mona: OfficeDevice;
  let rolf: OfficeDevice;
  beforeEach(async () => {
    office = new Office(await open());
    [rita, mona, rolf] = [await office.device('rita'), await office.device('mona'), await office.device('rolf')];
  });
  afterEach(() => office.close());

  const admin = (name: string, args: unknown): Promise<void> => office.rest('adam', name, args);
  const edit = (field: string, from: unknown, to: unknown) => ({ [field]: { from, to } });
  const everyoneSyncs = async (): Promise<void> => {
    for (const device of [rita, mona, rolf, rita, mona]) await device.sync();
  };
  const conflictsOf = (device: OfficeDevice) =>
    device.rows('conflicts').map(({ entity, field, keptValue, otherValue, keptBy, otherBy, resolvedAt }) => ({
      what: `${entity}.${field}`,
      kept: JSON.parse(keptValue) as unknown,
      other: JSON.parse(otherValue) as unknown,
      by: [keptBy, otherBy],
      open: resolvedAt === null,
    }));
  const ritaThenMona = [idOf('mona'), idOf('rita')];

  it.each([
    ['contacts', 'contact', { lastName: 'Anders' }, 'title'],
    ['accounts', 'account', { name: 'Anders' }, 'sector'],
    ['opportunities', 'opportunity', { name: 'Anchors' }, 'valueMinor'],
  ] as const)(
    '%s: the later edit stands, the other one is kept for all who see the row',
    async (table, kind, row, field) => {
      const id = idOf(kind);
      const [first, second] = field === 'valueMinor' ? [1000, 2000] : ['first', 'second'];
      await admin(`${kind}.create`, { id, ...row, ownerId: idOf('olga'), teamId: idOf('north') });
      await everyoneSyncs();
      rita.act(`${kind}.update`, { id, changes: edit(field, null, first) });
      mona.act(`${kind}.update`, { id, changes: edit(field, null, second) });
      await mona.sync();
      await everyoneSyncs();
      const expected = { what: `${table}.${field}`, kept: second, other: first, by: ritaThenMona, open: true };
      expect(conflictsOf(rita)).toEqual([expected]);
      expect(conflictsOf(mona)).toEqual([expected]);
      expect(conflictsOf(rolf)).toEqual([]);
      // The row moves to Rolf: its conflict goes with it.
      const move = { ...edit('ownerId', idOf('olga'), idOf('rolf')), ...edit('teamId', idOf('north'), null) };
      await admin(`${kind}.update`, { id, changes: move });
      await everyoneSyncs();
      expect([rita, mona, rolf].map((device) => device.rows('conflicts').length)).toEqual([0, 0, 1]);
    },
  );

  it('a contact that comes with a lead brings its conflicts, and takes them along', async () => {
    const id = idOf('contact');
    await admin('contact.create', { id, lastName: 'Anders', ownerId: idOf('olga'), teamId: idOf('north') });
    await everyoneSyncs();
    rita.act('contact.update', { id, changes: edit('title', null, 'first') });
    mona.act('contact.update', { id, changes: edit('title', null, 'second') });
    await everyoneSyncs();
    const lead = { id: idOf('lead'), lastName: 'Anders', contactId: id, assigneeId: idOf('rolf') };
    await admin('lead.create', lead);
    await everyoneSyncs();
    expect(rolf.rows('conflicts')).toHaveLength(1);
    await admin('lead.assign', { ids: [lead.id], assigneeId: null });
    await everyoneSyncs();
    expect([rolf.rows('conflicts'), rolf.rows('contacts')]).toEqual([[], []]);
    await admin('lead.assign', { ids: [lead.id], assigneeId: idOf('rolf') });
    await everyoneSyncs();
    expect(rolf.rows('conflicts')).toHaveLength(1);
  });

  it('settings: the two whose values met see it, and nobody else but those who administer', async () => {
    const [olga, adam] = [await office.device('olga'), await office.device('adam')];
    const product = idOf('anchor');
    olga.act('product.update', { id: product, changes: edit('priceMinor', 12_500, 13_000) });
    adam.act('product.update', { id: product, changes: edit('priceMinor', 12_500, 14_000) });
    olga.act('organization.update', { id: organizationId, changes: edit('requiredLeadFields', [], ['email']) });
    adam.act('organization.update', { id: organizationId, changes: edit('requiredLeadFields', [], ['phones']) });
    for (const device of [adam, olga, adam]) await device.sync();
    const expected = {
      what: 'products.priceMinor',
      kept: 14_000,
      other: 13_000,
      by: [idOf('adam'), idOf('olga')],
      open: true,
    };
    expect(conflictsOf(olga)).toEqual([expected]);
    expect(conflictsOf(adam)).toEqual([expected]);
    await everyoneSyncs();
    expect(rita.rows('conflicts')).toEqual([]);
    expect(JSON.parse(rita.rows('organization')[0]!.requiredLeadFields)).toEqual(['phones', 'email']);
    // Rita's own name, which she and an administrator change at once, concerns her.
    rita.act('user.update', { id: rita.userId, changes: edit('name', 'Rita', 'Rita R.') });
    adam.act('user.update', { id: rita.userId, changes: edit('name', 'Rita', 'Rita S.') });
    await adam.sync();
    await everyoneSyncs();
    expect(conflictsOf(rita)).toMatchObject([{ what: 'users.name', kept: 'Rita S.', other: 'Rita R.' }]);
    expect(conflictsOf(mona)).toEqual([]);
  });

  it('what came in by another door counts like any edit: an older one from a device does not replace it', async () => {
    const id = idOf('lead');
    await admin('lead.create', { id, lastName: 'Anders', assigneeId: idOf('rita') });
    await rita.sync();
    rita.act('lead.update', { id, changes: edit('company', null, 'offline') });
    office.pass(1000);
    await office.rest('olga', 'lead.update', { id, changes: edit('company', null, 'by the API') });
    await rita.sync();
    expect(rita.row('leads', id)?.company).toBe('by the API');
    expect(conflictsOf(rita)).toEqual([
      { what: 'leads.company', kept: 'by the API', other: 'offline', by: [idOf('olga'), idOf('rita')], open: true },
    ]);
  });

  it('keep, use the other, edit: what is decided is decided everywhere, and a refused edit leaves the conflict open', async () => {
    const ids = ['one', 'two', 'three'].map(idOf);
    for (const id of ids) await admin('lead.create', { id, lastName: id.slice(0, 4), teamId: idOf('north') });
    await everyoneSyncs();
    for (const id of ids) rita.act('lead.update', { id, changes: edit('title', null, 'first') });
    for (const id of ids) mona.act('lead.update', { id, changes: edit('title', null, 'second') });
    await everyoneSyncs();
    const conflictOf = (entityId: string) => rita.rows('conflicts').find((row) => row.entityId === entityId)!;
    const [keep, use, lost] = ids as [string, string, string];
    rita.act('conflict.resolve', { ids: [conflictOf(keep).id] });
    const present = rita.row('leads', use)!.title;
    rita.act('lead.update', { id: use, changes: edit('title', present, 'first') });
    rita.act('conflict.resolve', { ids: [conflictOf(use).id], holds: 'other' });
    rita.act('lead.update', { id: lost, changes: edit('title', 'second', 'first') });
    rita.act('conflict.resolve', { ids: [conflictOf(lost).id], holds: 'other' });
    await admin('lead.trash', { ids: [lost] });
    await everyoneSyncs();
    await everyoneSyncs();
    const open = (device: OfficeDevice) => conflictsOf(device).filter((conflict) => conflict.open).length;
    expect([open(rita), open(mona)]).toEqual([1, 1]);
    expect(conflictOf(lost).resolvedAt).toBeNull();
    expect([mona.row('leads', keep)?.title, mona.row('leads', use)?.title]).toEqual(['second', 'first']);
    expect(rita.device.outbox(10)).toMatchObject([
      { name: 'lead.update', state: 'rejected', error: { code: 'WRONG_STATE' } },
    ]);
  });
});
