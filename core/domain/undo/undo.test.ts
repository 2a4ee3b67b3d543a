import { beforeEach, describe, expect, it } from 'vitest';
import { eq } from '../../kernel/predicates.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { runSync } from '../../kernel/run-sync.ts';
import { asAdmin, asOwner, dayMs, Fixture, hourMs, seeing, startMs, to } from '../testing/fixture.ts';
import { brokenInvariants } from '../testing/invariants.ts';
import { idOf } from '../testing/seed.ts';
import { eraseUndo, purgeUndo } from './undo-log.ts';

let fixture: Fixture;
const ann = idOf('ann');
const bob = idOf('bob');
const asRolf = { actor: { userId: idOf('rolf'), role: 'rep' } } as const;
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann', { title: 'CEO', phones: ['+49 40 1'] });
  fixture.lead('bob', { title: 'CTO' });
});

/** Undoes what was done last, or an action; @returns what became of it */
function undo(of = fixture.lastAction, overrides = {}) {
  const changes = fixture.run('action.undo', { of }, { now: startMs + dayMs, ...overrides });
  const told = changes.find((change) => change.table === 'undos') as Extract<RowChange, { op: 'insert' }>;
  const outcome = fixture.row('undos', told.row.id);
  expect(brokenInvariants(fixture)).toEqual([]);
  return { ...outcome, skipped: JSON.parse(outcome.skipped) as unknown };
}

describe('action.undo', () => {
  it('puts back what still is as written, skips and names what others have changed', () => {
    fixture.run('lead.bulkUpdate', { ids: [ann, bob], changes: { title: 'Boss', location: 'Bremen' } });
    const action = fixture.lastAction;
    fixture.run('lead.update', { id: bob, changes: to({ title: 'Owner' }) }, { ...asRolf, now: startMs + hourMs });
    expect(undo(action)).toMatchObject({
      outcome: 'done',
      entity: 'leads',
      total: 2,
      restored: 1,
      skippedCount: 1,
      skipped: [{ entity: 'leads', entityId: bob, field: 'title', reason: 'changed', by: idOf('rolf') }],
    });
    expect(fixture.row('leads', ann)).toMatchObject({ title: 'CEO', location: null, updatedAt: startMs + dayMs });
    expect(fixture.row('leads', bob)).toMatchObject({ title: 'Owner', location: null });
    expect(fixture.history(ann)).toEqual(expect.arrayContaining(['updated title CEO Boss', 'undone title Boss CEO']));
  });

  it('does an action again when the undo is undone', () => {
    fixture.run('lead.update', { id: ann, changes: to({ title: 'Boss' }) });
    undo();
    undo();
    expect(fixture.row('leads', ann).title).toBe('Boss');
  });

  it('changes nothing when it is done twice', () => {
    fixture.run('lead.update', { id: ann, changes: to({ title: 'Boss' }) });
    const action = fixture.lastAction;
    undo(action);
    expect(undo(action)).toMatchObject({ outcome: 'done', total: 1, restored: 0, skippedCount: 0 });
  });

  it('takes several mutations of one action back as one, the last first', () => {
    const action = idOf('bulk');
    fixture.run('lead.update', { id: ann, changes: to({ title: 'One' }) }, { action });
    fixture.run('lead.update', { id: ann, changes: to({ title: 'Two' }) }, { action });
    fixture.run('lead.update', { id: bob, changes: to({ title: 'Two' }) }, { action });
    expect(undo(action)).toMatchObject({ total: 2, restored: 2 });
    expect([ann, bob].map((id) => fixture.row('leads', id).title)).toEqual(['CEO', 'CTO']);
  });

  it('takes a stage, a state and a time in stage back', () => {
    const before = fixture.row('leads', ann);
    const moves = [{ id: ann, fromStageId: before.stageId }];
    fixture.run('lead.changeStage', { moves, stageId: idOf('sales-contacted') }, { now: startMs + hourMs });
    undo();
    expect(fixture.row('leads', ann)).toMatchObject({ stageId: before.stageId, stageSince: before.stageSince });
    fixture.run('lead.trash', { ids: [ann] });
    undo();
    expect(fixture.row('leads', ann)).toMatchObject({ state: 'active', trashedAt: null });
    expect(fixture.history(ann)).toContain('undone state trashed active');
  });

  it('leaves a stage alone that someone has moved on', () => {
    const stageId = fixture.row('leads', ann).stageId;
    fixture.run('lead.changeStage', { moves: [{ id: ann, fromStageId: stageId }], stageId: idOf('sales-contacted') });
    const action = fixture.lastAction;
    const moves = [{ id: ann, fromStageId: idOf('sales-contacted') }];
    fixture.run('lead.changeStage', { moves, stageId: idOf('sales-won') }, { ...asRolf, now: startMs + hourMs });
    expect(undo(action).skipped).toMatchObject([{ field: 'stageId', by: idOf('rolf') }]);
    expect(fixture.row('leads', ann).stageId).toBe(idOf('sales-won'));
  });

  it('gives only its own part of lists back', () => {
    fixture.run('lead.update', { id: ann, changes: to({ phones: ['+49 40 1', '+49 40 2'] }) });
    const action = fixture.lastAction;
    fixture.run('lead.update', { id: ann, changes: to({ phones: ['+49 40 1', '+49 40 2', '+49 40 3'] }) }, asRolf);
    expect(undo(action).skippedCount).toBe(0);
    expect(JSON.parse(fixture.row('leads', ann).phones)).toEqual(['+49 40 1', '+49 40 3']);
  });

  it('computes a total anew from what others have made of the line', () => {
    const id = idOf('line');
    fixture.run('leadProduct.add', { id, leadId: ann, productId: idOf('anchor'), quantity: 1 });
    fixture.run('leadProduct.update', { id, changes: to({ quantity: 5 }) });
    const action = fixture.lastAction;
    fixture.run('leadProduct.update', { id, changes: to({ unitPriceMinor: 10_000 }) }, asRolf);
    undo(action);
    expect(fixture.row('leadProducts', id)).toMatchObject({ quantity: 1, unitPriceMinor: 10_000, totalMinor: 10_000 });
  });

  it('removes a new lead with all that came with it', () => {
    const id = fixture.lead('cleo', { note: 'Met at the fair', businessIds: [idOf('ropes')] });
    undo();
    for (const table of ['leads', 'notes', 'leadBusinesses', 'history'] as const) {
      expect(fixture.rows(table).filter((row) => row.id === id || ('leadId' in row && row.leadId === id))).toEqual([]);
    }
    undo();
    expect(fixture.row('leads', id)).toMatchObject({ lastName: 'cleo' });
    expect(fixture.rows('notes').filter((note) => note.leadId === id)).toHaveLength(1);
    expect(fixture.history(id)).toContain('created - - cleo');
  });

  it('keeps a new lead, whole, that others have changed or added something to', () => {
    const cleo = fixture.lead('cleo', { businessIds: [idOf('ropes')] });
    const first = fixture.lastAction;
    fixture.run('note.add', { id: idOf('n'), leadId: cleo, body: 'Called' }, asRolf);
    const dan = fixture.lead('dan', { businessIds: [idOf('ropes')] });
    const second = fixture.lastAction;
    fixture.run('lead.update', { id: dan, changes: to({ title: 'CFO' }) }, asRolf);
    expect(undo(first).skipped).toMatchObject([{ entityId: cleo, field: null, reason: 'inUse', by: idOf('rolf') }]);
    expect(undo(second).skipped).toMatchObject([{ entityId: dan, field: null, reason: 'changed', by: idOf('rolf') }]);
    expect(fixture.rows('leadBusinesses')).toHaveLength(2);
  });

  it('puts removed rows back', () => {
    fixture.run('note.add', { id: idOf('n'), leadId: ann, body: 'One' });
    fixture.run('note.edit', { id: idOf('n'), changes: to({ body: 'Two' }) });
    const before = [fixture.rows('notes'), fixture.rows('noteRevisions')];
    fixture.run('note.remove', { id: idOf('n') });
    undo();
    expect([fixture.rows('notes'), fixture.rows('noteRevisions')]).toEqual(before);
  });

  it('leaves a pipeline that has become the default, and its stages', () => {
    const stages = [{ id: idOf('s'), name: 'First' }];
    fixture.run('pipeline.create', { id: idOf('p'), name: 'P', module: 'leads', isDefault: 1, stages }, asOwner);
    const of = fixture.lastAction;
    fixture.run('action.undo', { of }, asOwner);
    expect(fixture.row('pipelines', idOf('p')).isDefault).toBe(1);
    expect(fixture.find('stages', idOf('s'))).toBeDefined();
    expect(fixture.rows('undos').find((row) => row.of === of)).toMatchObject({ skippedCount: 2, restored: 0 });
  });

  it('leaves out what rests on something that is gone', () => {
    fixture.run('stage.create', { id: idOf('s'), pipelineId: idOf('sales'), name: 'Demo' }, asOwner);
    const fromStageId = fixture.row('leads', ann).stageId;
    fixture.run('lead.changeStage', { moves: [{ id: ann, fromStageId }], stageId: idOf('s') });
    fixture.run('lead.changeStage', { moves: [{ id: ann, fromStageId: idOf('s') }], stageId: idOf('sales-won') });
    const action = fixture.lastAction;
    fixture.run('stage.remove', { id: idOf('s'), moveTo: idOf('sales-new') }, asOwner);
    expect(undo(action)).toMatchObject({ restored: 0, skipped: [{ field: 'stageId', reason: 'gone' }] });
  });

  it('flags an address that has become another lead’s', () => {
    fixture.run('lead.update', { id: ann, changes: to({ email: 'a@x.org' }) });
    fixture.run('lead.update', { id: ann, changes: to({ email: 'b@x.org' }) });
    const action = fixture.lastAction;
    fixture.run('lead.update', { id: bob, changes: to({ email: 'a@x.org' }) }, asRolf);
    undo(action);
    expect(fixture.row('leads', ann)).toMatchObject({ email: 'a@x.org', duplicateOfId: bob });
  });
});

describe('who may undo', () => {
  it('is who did it, an owner or an admin', () => {
    fixture.run('lead.update', { id: ann, changes: to({ title: 'Boss' }) });
    const action = fixture.lastAction;
    expect(fixture.refusal('action.undo', { of: action }, asRolf)).toMatchObject({ code: 'FORBIDDEN' });
    expect(undo(action, asAdmin)).toMatchObject({ restored: 1, userId: idOf('adam') });
  });

  it('reaches what the actor sees, and what they gave away themselves', () => {
    fixture.run('lead.update', { id: ann, changes: to({ title: 'Boss' }) });
    const edit = fixture.lastAction;
    fixture.run('lead.assign', { ids: [ann], assigneeId: idOf('rita') }, asOwner);
    fixture.run('lead.assign', { ids: [ann], assigneeId: idOf('rolf') });
    const gaveAway = fixture.lastAction;
    const own = seeing(eq('assigneeId', idOf('rita')));
    expect(undo(edit, own)).toMatchObject({
      restored: 0,
      skipped: [{ entityId: ann, reason: 'outOfReach', by: null }],
    });
    expect(undo(gaveAway, own)).toMatchObject({ restored: 1, skippedCount: 0 });
    expect(undo(edit, own)).toMatchObject({ restored: 1 });
  });
});

describe('an action that this home does not hold', () => {
  it('is left to the server, which says that there is nothing', () => {
    expect(undo('unknown')).toMatchObject({ outcome: 'waiting', total: 0 });
    expect(undo('unknown', { origin: 'sync' })).toMatchObject({ outcome: 'missing', total: 0 });
  });

  it('has left the scope, or is too old', () => {
    fixture.run('lead.bulkUpdate', { ids: [ann, bob], changes: { title: 'Boss' } });
    const action = fixture.lastAction;
    fixture.store.transaction((transaction) => runSync(eraseUndo([ann]), transaction));
    expect(JSON.stringify(fixture.rows('undoLog').filter((row) => row.action === action))).not.toContain(ann);
    expect(undo(action)).toMatchObject({ total: 1, restored: 1 });
    expect([ann, bob].map((id) => fixture.row('leads', id).title)).toEqual(['Boss', 'CTO']);
    fixture.store.transaction((transaction) => runSync(purgeUndo(startMs + 31 * dayMs), transaction));
    expect(fixture.rows('undoLog').filter((row) => row.action === action)).toEqual([]);
  });
});

describe('an import', () => {
  it('is undone as one, updates too', () => {
    const action = idOf('import');
    const importing = { origin: 'import', actor: { userId: idOf('mona'), role: 'manager' }, action } as const;
    const old = { id: idOf('eve'), externalId: 'L-1', lastName: 'Eve', title: 'CEO' };
    fixture.run('import.lead', old, { ...importing, action: idOf('earlier') });
    const before = ['leads', 'accounts', 'products', 'leadBusinesses'].map((table) => fixture.rows(table as 'leads'));
    fixture.run('import.product', { id: idOf('gtx'), externalId: 'GTX', name: 'GTX', priceMinor: 1 }, importing);
    fixture.run('import.account', { id: idOf('acme'), externalId: 'Acme', name: 'Acme' }, importing);
    const fay = {
      id: idOf('fay'),
      externalId: 'L-2',
      lastName: 'Fay',
      accountId: idOf('acme'),
      businessIds: [idOf('ropes')],
    };
    fixture.run('import.lead', fay, importing);
    fixture.run('import.lead', { ...old, title: 'CFO' }, importing);
    expect(undo(action, importing)).toMatchObject({ entity: 'records', total: 4, restored: 4, skippedCount: 0 });
    const after = ['leads', 'accounts', 'products', 'leadBusinesses'].map((table) => fixture.rows(table as 'leads'));
    const withoutTime = (tables: typeof before) => tables.map((rows) => rows.map((row) => ({ ...row, updatedAt: 0 })));
    expect(withoutTime(after)).toEqual(withoutTime(before));
  });

  it('leaves what others use', () => {
    const action = idOf('import');
    const importing = { origin: 'import', ...asOwner, action } as const;
    fixture.run('import.product', { id: idOf('gtx'), externalId: 'GTX', name: 'GTX', priceMinor: 1 }, importing);
    fixture.run('import.account', { id: idOf('acme'), externalId: 'Acme', name: 'Acme' }, importing);
    fixture.run('leadProduct.add', { id: idOf('line'), leadId: ann, productId: idOf('gtx') }, asRolf);
    expect(undo(action, asOwner)).toMatchObject({
      restored: 1,
      skipped: [{ entity: 'products', entityId: idOf('gtx'), field: null, reason: 'inUse' }],
    });
  });
});
