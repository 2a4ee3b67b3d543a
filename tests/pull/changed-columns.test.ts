// Verifies: SYNC-3, SYNC-7 — of rows that a device holds a pull brings what has changed, and every row it does not hold whole.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import type { PullReply } from '../../core/protocol/sync.ts';
import type { OperationInput, OperationResult } from '../../server/operations.ts';
import { Office, officeHomes } from '../support/office.ts';
import type { OfficeDevice } from '../support/office-device.ts';

type Page = Extract<PullReply, { kind: 'page' }>;

describe.each(officeHomes)('changed columns, with a server on $name', ({ open }) => {
  let office: Office;
  let rita: OfficeDevice;
  let pages: Page[];
  let askedForWhole: number;
  beforeEach(async () => {
    const home = await open();
    pages = [];
    askedForWhole = 0;
    office = new Office({
      ...home,
      execute: async (name, input) => {
        const result = await home.execute(name, input);
        if (name !== 'sync.pull') return result;
        const { reply } = result as Extract<OperationResult<'sync.pull'>, { kind: 'reply' }>;
        if (reply.kind === 'page') pages.push(reply);
        if ((input as OperationInput<'sync.pull'>).request.changesOnly === false) askedForWhole++;
        return result;
      },
    });
    const lead = { lastName: 'Anders', company: 'Before', assigneeId: idOf('rita') };
    await admin('lead.create', { id: idOf('lead'), ...lead });
    await admin('lead.create', { id: idOf('other'), ...lead, lastName: 'Berg', assigneeId: idOf('rolf') });
    rita = await office.device('rita');
    pages = [];
  });
  afterEach(async () => {
    // Whatever happened, nothing had to be mended.
    expect(askedForWhole).toBe(0);
    expect(rita.contents()).toEqual((await office.device('rita')).contents());
    await office.close();
  });

  const admin = (name: string, args: unknown): Promise<void> => office.rest('adam', name, args);
  const edit = (id: string, field: string, from: unknown, to: unknown) =>
    admin('lead.update', { id: idOf(id), changes: { [field]: { from, to } } });
  /** [table, columns] of what came as changes, and tables of what came whole, since this was last asked. */
  const came = async () => {
    await rita.sync();
    const changed = pages.flatMap((page) => page.changed ?? []).map(({ table, columns }) => [table, columns] as const);
    const whole = pages.flatMap((page) => page.blocks).map(({ table }) => table);
    pages = [];
    return { changed: Object.fromEntries(changed), whole: [...new Set(whole)].toSorted() };
  };

  it('brings the changed columns of a lead, NULL too, and the new row of its history', async () => {
    await edit('lead', 'company', 'Before', 'After');
    expect(await came()).toEqual({ changed: { leads: ['id', 'version', 'company', 'updatedAt'] }, whole: ['history'] });
    await edit('lead', 'company', 'After', null);
    await edit('lead', 'title', null, 'Director');
    expect(await came()).toMatchObject({ changed: { leads: ['id', 'version', 'company', 'title', 'updatedAt'] } });
    expect(rita.row('leads', idOf('lead'))).toMatchObject({ company: null, title: 'Director', lastName: 'Anders' });
  });

  it('groups rows by what has changed in them', async () => {
    await admin('lead.assign', { ids: [idOf('other')], assigneeId: idOf('rita') });
    await rita.sync();
    pages = [];
    await edit('lead', 'company', 'Before', 'After');
    await edit('other', 'title', null, 'Director');
    await rita.sync();
    const blocks = pages.flatMap((page) => page.changed ?? []);
    expect(blocks.map(({ columns, cells }) => [columns[2], cells[0]])).toEqual(
      expect.arrayContaining([
        ['company', [idOf('lead')]],
        ['title', [idOf('other')]],
      ]),
    );
  });

  it('keeps what is pending on a row that changes', async () => {
    rita.act('lead.update', { id: idOf('lead'), changes: { title: { from: null, to: 'Mine' } } });
    await edit('lead', 'company', 'Before', 'After');
    rita.device.fork([]); // goes on under another identity, its work still to be sent
    await rita.sync();
    expect(rita.row('leads', idOf('lead'))).toMatchObject({ company: 'After', title: 'Mine' });
  });

  it('brings rows whole that were made since, however often they have changed', async () => {
    await admin('note.add', { id: idOf('note'), leadId: idOf('lead'), body: 'first' });
    await admin('note.edit', { id: idOf('note'), changes: { body: { from: 'first', to: 'second' } } });
    expect((await came()).whole).toContain('notes');
    await admin('note.edit', { id: idOf('note'), changes: { body: { from: 'second', to: 'third' } } });
    expect((await came()).changed).toHaveProperty('notes');
    await admin('note.remove', { id: idOf('note') });
    await rita.sync();
    pages = [];
    await admin('note.add', { id: idOf('note'), leadId: idOf('lead'), body: 'made anew' });
    expect(await came()).toMatchObject({ whole: expect.arrayContaining(['notes']) as unknown });
    expect(rita.row('notes', idOf('note'))!.body).toBe('made anew');
  });

  it('brings a lead whole that comes into view, with children that changed meanwhile', async () => {
    await admin('note.add', { id: idOf('note'), leadId: idOf('other'), body: 'first' });
    await rita.sync();
    pages = [];
    await admin('note.edit', { id: idOf('note'), changes: { body: { from: 'first', to: 'second' } } });
    await edit('other', 'company', 'Before', 'After');
    await admin('lead.assign', { ids: [idOf('other')], assigneeId: idOf('rita') });
    await edit('other', 'title', null, 'Director');
    const { changed, whole } = await came();
    expect(changed).toEqual({});
    expect(whole).toEqual(expect.arrayContaining(['leads', 'notes', 'history']));
    expect(rita.row('notes', idOf('note'))!.body).toBe('second');
  });

  it('brings a contact whole that comes with a lead, is given to somebody, or comes back', async () => {
    const id = idOf('contact');
    await admin('contact.create', { id, lastName: 'Cole', ownerId: idOf('rolf') });
    await admin('contact.update', { id, changes: { title: { from: null, to: 'Buyer' } } });
    await rita.sync();
    expect(rita.row('contacts', id)).toBeUndefined();
    pages = [];
    await admin('lead.update', { id: idOf('lead'), changes: { contactId: { from: null, to: id } } });
    expect((await came()).whole).toContain('contacts');
    await admin('contact.update', { id, changes: { title: { from: 'Buyer', to: 'Owner' } } });
    expect((await came()).changed).toHaveProperty('contacts');
    await admin('lead.update', { id: idOf('lead'), changes: { contactId: { from: id, to: null } } });
    await rita.sync();
    expect(rita.row('contacts', id)).toBeUndefined();
    await admin('contact.update', { id, changes: { ownerId: { from: idOf('rolf'), to: idOf('rita') } } });
    pages = [];
    expect((await came()).whole).toContain('contacts');
    expect(rita.row('contacts', id)).toMatchObject({ title: 'Owner', ownerId: idOf('rita') });
  });

  it('brings everything whole to a device of another version, which could not check', async () => {
    await edit('lead', 'company', 'Before', 'After');
    const { clientId, cursor } = rita.device.position();
    const request = { protocol: 2, clientId, cursor: cursor!, page: null, changesOnly: true, schema: 'another' };
    const result = await office.home.execute('sync.pull', { userId: idOf('rita'), request, now: office.now });
    const { reply } = result as { reply: Page };
    expect(reply.changed).toBeUndefined();
    expect(reply.blocks.map(({ table }) => table)).toContain('leads');
    await rita.sync();
  });
});
