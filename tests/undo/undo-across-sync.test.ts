// Verifies: SYNC-3, SYNC-5, SYNC-7, SYNC-8 — an undo is a mutation like any other: made offline, long after what it takes back has synced, and by whom.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idOf } from '../../core/domain/testing/seed.ts';
import { protocolVersion, type PushReply } from '../../core/protocol/sync.ts';
import type { KeptBack } from '../../core/domain/undo/reversal.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { Office, officeHomes } from '../support/office.ts';
import type { OfficeDevice } from '../support/office-device.ts';

describe.each(officeHomes)('undo across sync on $name', ({ open }) => {
  let office: Office;
  let rita: OfficeDevice;
  let mona: OfficeDevice;
  const leads = Array.from({ length: 12 }, (_, i) => idOf(`lead-${i}`));
  const action = idOf('bulk edit');

  beforeEach(async () => {
    office = new Office(await open());
    for (const [i, id] of leads.entries()) {
      const lead = { id, lastName: `Lead ${i}`, title: 'CEO', teamId: idOf('north'), assigneeId: idOf('rita') };
      await office.rest('adam', 'lead.create', lead);
    }
    [rita, mona] = [await office.device('rita'), await office.device('mona')];
  });
  afterEach(() => office.close());

  const syncAll = async (): Promise<void> => {
    for (const device of [rita, mona, rita, mona]) await device.sync();
  };
  /** Each device holds what a first sync of the same person brings now. */
  const converged = async (): Promise<void> => {
    await syncAll();
    for (const [name, device] of Object.entries({ rita, mona })) {
      expect(device.contents()).toEqual((await office.device(name)).contents());
    }
  };
  const titles = (device: OfficeDevice): unknown[] => leads.map((id) => device.row('leads', id)?.title);
  const outcomes = (device: OfficeDevice, of = action) =>
    device
      .rows('undos')
      .filter((row) => row.of === of)
      .toSorted((a, b) => a.at - b.at)
      .map(({ outcome, total, restored, skipped }: RowOf<'undos'>) => ({
        outcome,
        total,
        restored,
        skipped: JSON.parse(skipped) as KeptBack[],
      }));
  const bulkEdit = (device: OfficeDevice): void => {
    for (const ids of [leads.slice(0, 6), leads.slice(6)]) {
      device.act('lead.bulkUpdate', { ids, changes: { title: 'Boss', priority: 'high' } }, action);
    }
  };
  const ceos = leads.map(() => 'CEO');

  it('a bulk edit made offline is undone offline after it has synced; what another person changed since stays and is named', async () => {
    bulkEdit(rita);
    await syncAll();
    expect(titles(mona)).toEqual(leads.map(() => 'Boss'));
    mona.act('lead.update', { id: leads[3], changes: { title: { from: 'Boss', to: 'Owner' } } });
    await mona.sync();
    rita.act('action.undo', { of: action });
    // Offline Rita does not know of Mona's edit yet.
    expect(titles(rita)).toEqual(ceos);
    expect(outcomes(rita)).toMatchObject([{ outcome: 'done', total: 12, restored: 12 }]);
    await converged();
    const expected = ceos.with(3, 'Owner');
    expect([titles(rita), titles(mona)]).toEqual([expected, expected]);
    expect(leads.map((id) => mona.row('leads', id)?.priority)).toEqual(leads.map(() => 'medium'));
    const kept = [{ entity: 'leads', entityId: leads[3], field: 'title', reason: 'changed', by: idOf('mona') }];
    expect(outcomes(rita)).toEqual([{ outcome: 'done', total: 12, restored: 11, skipped: kept }]);
    // The outcome is Rita's alone.
    expect(mona.rows('undos')).toEqual([]);
  });

  it('nothing of it has synced yet: both go up in their order', async () => {
    bulkEdit(rita);
    rita.act('action.undo', { of: action });
    expect(titles(rita)).toEqual(ceos);
    await converged();
    expect(titles(mona)).toEqual(ceos);
    expect(outcomes(rita)).toMatchObject([{ restored: 12, skipped: [] }]);
  });

  it('what others did arrives while an undo waits: it is replayed on it', async () => {
    bulkEdit(rita);
    await syncAll();
    rita.act('action.undo', { of: action });
    mona.act('lead.update', { id: leads[0], changes: { title: { from: 'Boss', to: 'Owner' } } });
    mona.act('lead.assign', { ids: [leads[1]], assigneeId: idOf('mona') });
    await mona.sync();
    await converged();
    expect(titles(rita)).toEqual(ceos.with(0, 'Owner'));
    expect(rita.row('leads', leads[1]!)?.assigneeId).toBe(idOf('mona'));
  });

  it('an undo is undone', async () => {
    bulkEdit(rita);
    await syncAll();
    const undo = idOf('undo');
    rita.act('action.undo', { of: action }, undo);
    await syncAll();
    rita.act('action.undo', { of: undo });
    await converged();
    expect(titles(mona)).toEqual(leads.map(() => 'Boss'));
  });

  it('another device of the same person leaves it to the server', async () => {
    bulkEdit(rita);
    await rita.sync();
    const second = await office.device('rita');
    second.act('action.undo', { of: action });
    expect(outcomes(second)).toMatchObject([{ outcome: 'waiting' }]);
    expect(titles(second)).toEqual(leads.map(() => 'Boss'));
    await second.sync();
    expect(outcomes(second)).toMatchObject([{ outcome: 'done', restored: 12 }]);
    expect(titles(second)).toEqual(ceos);
    await converged();
  });

  it('of an action that was refused nothing is undone, and that is said', async () => {
    const id = leads[0]!;
    await office.rest('adam', 'lead.trash', { ids: [id] });
    rita.act('lead.update', { id, changes: { title: { from: 'CEO', to: 'Boss' } } }, action);
    rita.act('action.undo', { of: action });
    await converged();
    expect(outcomes(rita)).toEqual([{ outcome: 'missing', total: 0, restored: 0, skipped: [] }]);
    expect(rita.device.outbox(10)).toMatchObject([{ name: 'lead.update', state: 'rejected' }]);
    expect(rita.rows('undoLog').filter((row) => row.action === action)).toEqual([]);
  });

  it('another person’s action is not undone', async () => {
    bulkEdit(rita);
    await syncAll();
    mona.act('action.undo', { of: action });
    await mona.sync();
    expect(mona.device.outbox(10)).toMatchObject([
      { name: 'action.undo', state: 'rejected', error: { code: 'FORBIDDEN' } },
    ]);
    await converged();
    expect(titles(rita)).toEqual(leads.map(() => 'Boss'));
  });

  it('whoever gave a lead away takes it back, although it has left their device', async () => {
    const rolf = await office.device('rolf');
    await office.rest('adam', 'lead.assign', { ids: [leads[0]], assigneeId: idOf('rolf'), teamId: null });
    await rolf.sync();
    rolf.act('lead.assign', { ids: [leads[0]], assigneeId: idOf('mona') }, action);
    await rolf.sync();
    await rolf.sync();
    expect(rolf.row('leads', leads[0]!)).toBeUndefined();
    expect(JSON.stringify(rolf.rows('undoLog'))).not.toContain(leads[0]);
    rolf.act('action.undo', { of: action });
    expect(outcomes(rolf)).toMatchObject([{ outcome: 'waiting' }]);
    await rolf.sync();
    expect(rolf.row('leads', leads[0]!)?.assigneeId).toBe(idOf('rolf'));
    expect(outcomes(rolf)).toMatchObject([{ outcome: 'done', restored: 1 }]);
  });

  it('a new lead goes with all that came with it, and comes back', async () => {
    const lead = {
      id: idOf('new'),
      lastName: 'New',
      teamId: idOf('north'),
      note: 'first',
      businessIds: [idOf('ropes')],
    };
    rita.act('lead.create', lead, action);
    await syncAll();
    const before = mona.contents();
    rita.act('action.undo', { of: action }, idOf('undo'));
    await converged();
    expect(mona.row('leads', lead.id)).toBeUndefined();
    expect([...mona.rows('notes'), ...mona.rows('leadBusinesses')]).toEqual([]);
    rita.act('action.undo', { of: idOf('undo') });
    await converged();
    const plain = (rows: readonly object[]) => rows.map((row) => ({ ...row, version: 0 }));
    expect(plain(mona.rows('notes'))).toMatchObject([{ leadId: lead.id, body: 'first' }]);
    const history = mona.contents()['history']!;
    expect(plain(history.filter((row) => row['event'] !== 'undone'))).toEqual(plain(before['history']!));
    expect(history.filter((row) => row['event'] === 'undone')).toMatchObject([{ field: 'leads', leadId: lead.id }]);
  });

  it('an import of many pushes is undone as one, updates too; a run with new rows and changed ones', async () => {
    const clientId = idOf('importer');
    let seq = 0;
    const push = async (run: string, rows: readonly object[]): Promise<PushReply> => {
      const mutations = rows.map((args) => ({ seq: ++seq, name: 'import.lead', args, at: office.now, action: run }));
      const request = { protocol: protocolVersion, clientId, mutations };
      const input = { userId: idOf('mona'), request, now: office.now, stamp: `push ${seq}` };
      const result = await office.home.execute('sync.push', input);
      office.pass(1);
      if (result.kind !== 'reply') throw new Error(JSON.stringify(result));
      expect(result.reply.outcomes.map(({ outcome }) => outcome.kind)).toEqual(rows.map(() => 'applied'));
      return result.reply;
    };
    const row = (n: number, title: string) => ({
      ...{ id: idOf(`imported-${n}`), externalId: `L-${n}`, lastName: `Imported ${n}`, teamId: idOf('north'), title },
    });
    await push(idOf('first run'), [row(1, 'CEO'), row(2, 'CEO')]);
    await syncAll();
    const state = (device: OfficeDevice) =>
      device
        .rows('leads')
        .filter((lead) => lead.externalId)
        .map(({ id, title, location }) => ({ id, title, location }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const before = state(mona);
    await push(idOf('second run'), [row(1, 'CFO'), row(3, 'CFO')]);
    await push(idOf('second run'), [row(2, 'CFO'), row(4, 'CFO'), row(5, 'CFO')]);
    await syncAll();
    rita.act('note.add', { id: idOf('note'), leadId: idOf('imported-5'), body: 'Called' });
    rita.act('lead.update', { id: idOf('imported-1'), changes: { title: { from: 'CFO', to: 'Owner' } } });
    await rita.sync();
    mona.act('action.undo', { of: idOf('second run') });
    await converged();
    const kept = before.map((lead) => (lead.id === idOf('imported-1') ? { ...lead, title: 'Owner' } : lead));
    const stays = { id: idOf('imported-5'), title: 'CFO', location: null };
    expect(state(mona)).toEqual([...kept, stays].toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    const [{ skipped, ...counts }] = outcomes(mona, idOf('second run')) as [ReturnType<typeof outcomes>[number]];
    expect(counts).toEqual({ outcome: 'done', total: 5, restored: 3 });
    expect(skipped).toHaveLength(2);
    expect(skipped).toEqual(
      expect.arrayContaining([
        { entity: 'leads', entityId: idOf('imported-1'), field: 'title', reason: 'changed', by: idOf('rita') },
        { entity: 'leads', entityId: idOf('imported-5'), field: null, reason: 'inUse', by: idOf('rita') },
      ]),
    );
  });
});
