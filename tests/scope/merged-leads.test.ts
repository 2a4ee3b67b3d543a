// Verifies: SYNC-7, SYNC-8 — what moves from one lead to another is dropped where only the first is seen, and arrives where the other is.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { Office, officeHomes } from '../support/office.ts';
import type { OfficeDevice } from '../support/office-device.ts';

describe.each(officeHomes)('merged leads, with a server on $name', ({ open }) => {
  let office: Office;
  let [rita, rolf, adam]: OfficeDevice[] = [];
  const [stays, merged, note] = [idOf('stays'), idOf('merged'), idOf('note')];
  const merge = { id: stays, mergedId: merged, mergeId: idOf('merge') };
  beforeEach(async () => {
    office = new Office(await open());
    await admin('lead.create', { id: stays, lastName: 'Stays', assigneeId: idOf('rita') });
    await admin('lead.create', { id: merged, lastName: 'Merged', assigneeId: idOf('rolf') });
    await admin('note.add', { id: note, leadId: merged, body: 'first' });
    [rita, rolf, adam] = [await office.device('rita'), await office.device('rolf'), await office.device('adam')];
  });
  afterEach(async () => {
    for (const [name, device] of [
      ['rita', rita!],
      ['rolf', rolf!],
      ['adam', adam!],
    ] as const) {
      await device.sync();
      expect(device.contents()).toEqual((await office.device(name)).contents());
    }
    await office.close();
  });
  const admin = (name: string, args: unknown): Promise<void> => office.rest('adam', name, args);
  const syncAll = async (): Promise<void> => {
    for (const device of [rita!, rolf!, adam!]) await device.sync();
  };

  it('moves notes from those who see one lead to those who see the other, and back', async () => {
    await admin('lead.merge', merge);
    await syncAll();
    expect(rolf!.row('notes', note)).toBeUndefined();
    expect(rita!.row('notes', note)).toMatchObject({ leadId: stays, body: 'first' });
    expect(adam!.row('notes', note)?.leadId).toBe(stays);
    await admin('lead.unmerge', { id: merge.mergeId });
    await syncAll();
    expect(rolf!.row('notes', note)?.leadId).toBe(merged);
    expect(rita!.row('notes', note)).toBeUndefined();
  });

  it('tells a device that was away for both ways nothing it would have to forget', async () => {
    await admin('lead.merge', merge);
    await admin('lead.unmerge', { id: merge.mergeId });
    await syncAll();
    expect(rolf!.row('notes', note)?.leadId).toBe(merged);
  });

  it('drops what was moved on and deleted while a device was away', async () => {
    await admin('lead.merge', merge);
    await admin('note.remove', { id: note });
    await syncAll();
    for (const device of [rita!, rolf!, adam!]) expect(device.row('notes', note)).toBeUndefined();
  });

  it('takes what was done offline to the lead that was merged: it goes where the lead went', async () => {
    adam!.act('note.edit', { id: note, changes: { body: { from: 'first', to: 'second' } } });
    rolf!.act('note.add', { id: idOf('late'), leadId: merged, body: 'added meanwhile' });
    rolf!.act('activity.log', { id: idOf('call'), leadId: merged, type: 'CALL' });
    await office.rest('olga', 'lead.merge', merge);
    await syncAll();
    await syncAll();
    expect(rita!.row('notes', note)?.body).toBe('second');
    expect(rita!.row('notes', idOf('late'))).toMatchObject({ leadId: stays, authorId: idOf('rolf') });
    expect(rita!.row('activities', idOf('call'))?.leadId).toBe(stays);
    // Rolf does not see the lead that stays; what he did is with those who do.
    expect(rolf!.row('notes', idOf('late'))).toBeUndefined();
    expect(rolf!.device.outbox(5)).toEqual([]);
  });

  it('is made and taken back offline', async () => {
    adam!.act('lead.merge', merge);
    expect(adam!.row('notes', note)?.leadId).toBe(stays);
    await syncAll();
    await syncAll();
    expect(rita!.row('notes', note)?.leadId).toBe(stays);
    const seq = adam!.act('lead.unmerge', { id: merge.mergeId });
    expect(seq).toBeGreaterThan(0);
    await adam!.sync();
    await syncAll();
    expect(rolf!.row('notes', note)?.leadId).toBe(merged);
    expect(rita!.row('leads', stays)).toMatchObject({ lastName: 'Stays', state: 'active' });
  });
});
