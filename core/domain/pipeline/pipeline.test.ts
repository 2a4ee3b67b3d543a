import { beforeEach, describe, expect, it } from 'vitest';
import { asAdmin, Fixture, hourMs, startMs, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

const run = (name: string, args: unknown, more = {}) => fixture.run(name, args, { ...asAdmin, ...more });
const refusal = (name: string, args: unknown, more = {}) => fixture.refusal(name, args, { ...asAdmin, ...more });
const positions = () =>
  fixture
    .rows('stages')
    .filter((stage) => stage.pipelineId === idOf('sales'))
    .toSorted((a, b) => a.position - b.position)
    .map((stage) => `${stage.position} ${stage.name}`);

describe('pipelines', () => {
  const second = { id: idOf('p2'), name: 'Second', module: 'leads' };

  it('are made with their stages, and the default passes on', () => {
    run('pipeline.create', {
      ...second,
      isDefault: 1,
      stages: [
        { id: idOf('a'), name: 'A', probability: 10, requiredFields: ['email', 'email'] },
        { id: idOf('b'), name: 'B', category: 'won', color: 'green' },
      ],
    });
    expect(fixture.row('pipelines', idOf('p2'))).toMatchObject({ isDefault: 1, position: 1, archived: 0 });
    expect(fixture.row('pipelines', idOf('sales')).isDefault).toBe(0);
    expect(fixture.row('pipelines', idOf('deals')).isDefault).toBe(1);
    expect(fixture.row('stages', idOf('a'))).toMatchObject({
      position: 0,
      requiredFields: '["email"]',
      category: 'new',
    });
    fixture.lead('ann', { email: 'ann@x.org' });
    expect(fixture.row('leads', idOf('ann')).stageId).toBe(idOf('a'));
    run('pipeline.update', { id: idOf('sales'), changes: to({ isDefault: 1, name: 'Field sales' }) });
    expect(fixture.row('pipelines', idOf('p2')).isDefault).toBe(0);
    expect(run('pipeline.update', { id: idOf('sales'), changes: to({ isDefault: 1 }) })).toEqual([]);
  });

  it('refuse taken names and ids, repeated stages and unknown fields', () => {
    expect(refusal('pipeline.create', { ...second, name: ' SÁLES ' })).toMatchObject({
      code: 'NAME_TAKEN',
      details: { id: idOf('sales') },
      fields: [{ field: 'name' }],
    });
    run('pipeline.create', { ...second, name: 'Deals' });
    expect(refusal('pipeline.create', second).code).toBe('ID_TAKEN');
    const third = { ...second, id: idOf('p3') };
    const stage = { id: idOf('a'), name: 'A' };
    for (const [stages, field] of [
      [[stage, stage], 'stages.1.id'],
      [[stage, { id: idOf('b'), name: 'á' }], 'stages.1.name'],
      [[{ ...stage, requiredFields: ['shoeSize'] }], 'stages.0.requiredFields'],
      [[{ ...stage, color: 'plaid' }], 'stages.0.color'],
    ] as const) {
      expect(refusal('pipeline.create', { ...third, stages })).toMatchObject({ fields: [{ field }] });
    }
    expect(refusal('pipeline.create', { ...third, stages: [{ id: idOf('sales-new'), name: 'A' }] }).code).toBe(
      'ID_TAKEN',
    );
    expect(refusal('pipeline.update', { id: idOf('sales'), changes: to({ isDefault: 0 }) })).toMatchObject({
      fields: [{ field: 'changes.isDefault.to' }],
    });
    expect(refusal('pipeline.update', { id: idOf('x'), changes: {} }).code).toBe('NOT_FOUND');
  });

  it('are put away only when nobody loses sight of anything', () => {
    expect(refusal('pipeline.archive', { id: idOf('sales') })).toMatchObject({ code: 'WRONG_STATE' });
    run('pipeline.create', { ...second, isDefault: 1, stages: [{ id: idOf('a'), name: 'A' }] });
    fixture.lead('ann', { stageId: idOf('sales-new') });
    expect(refusal('pipeline.archive', { id: idOf('sales') })).toMatchObject({
      code: 'STAGE_IN_USE',
      details: { count: 1 },
    });
    fixture.run('lead.archive', { ids: [idOf('ann')] });
    run('pipeline.archive', { id: idOf('sales') });
    expect(run('pipeline.archive', { id: idOf('sales'), archived: 1 })).toEqual([]);
    expect(refusal('pipeline.update', { id: idOf('sales'), changes: to({ isDefault: 1 }) }).code).toBe('WRONG_STATE');
    run('pipeline.archive', { id: idOf('sales'), archived: 0 });
    expect(refusal('pipeline.archive', { id: idOf('x') }).code).toBe('NOT_FOUND');
  });
});

describe('stages', () => {
  it('are added at the end or in between', () => {
    run('stage.create', { id: idOf('a'), pipelineId: idOf('sales'), name: 'A' });
    run('stage.create', {
      id: idOf('b'),
      pipelineId: idOf('sales'),
      name: 'B',
      position: 1,
      requiredFields: ['email'],
    });
    expect(positions()).toEqual(['0 New', '1 B', '2 Contacted', '3 Proposal', '4 Won', '5 Lost', '6 A']);
    expect(refusal('stage.create', { id: idOf('c'), pipelineId: idOf('sales'), name: 'new' }).code).toBe('NAME_TAKEN');
    expect(refusal('stage.create', { id: idOf('a'), pipelineId: idOf('sales'), name: 'C' }).code).toBe('ID_TAKEN');
    expect(refusal('stage.create', { id: idOf('c'), pipelineId: idOf('x'), name: 'C' })).toMatchObject({
      code: 'UNKNOWN_PIPELINE',
      fields: [{ field: 'pipelineId' }],
    });
    const ofDeals = { id: idOf('c'), pipelineId: idOf('deals'), name: 'C', requiredFields: ['email'] };
    expect(refusal('stage.create', ofDeals)).toMatchObject({ fields: [{ field: 'requiredFields' }] });
  });

  it('are changed', () => {
    const id = idOf('sales-new');
    run('stage.update', {
      id,
      changes: to({ name: 'Fresh', probability: 5, color: 'red', requiredFields: ['phones'] }),
    });
    expect(fixture.row('stages', id)).toMatchObject({ name: 'Fresh', probability: 5, requiredFields: '["phones"]' });
    expect(run('stage.update', { id, changes: to({ name: 'Fresh' }) })).toEqual([]);
    for (const [field, value] of [
      ['probability', 101],
      ['category', 'maybe'],
      ['name', ''],
      ['requiredFields', ['x']],
    ] as const) {
      const { code, fields } = refusal('stage.update', { id, changes: to({ [field]: value }) });
      expect([code, fields![0]!.field]).toEqual(['VALIDATION_FAILED', `changes.${field}.to`]);
    }
    expect(refusal('stage.update', { id, changes: to({ name: 'WON' }) }).code).toBe('NAME_TAKEN');
    expect(refusal('stage.update', { id: idOf('x'), changes: {} }).code).toBe('NOT_FOUND');
  });

  it('are put in order when all of them are named', () => {
    const ids = ['lost', 'won', 'proposal', 'contacted', 'new'].map((name) => idOf(`sales-${name}`));
    run('stage.reorder', { pipelineId: idOf('sales'), stageIds: ids });
    expect(positions()).toEqual(['0 Lost', '1 Won', '2 Proposal', '3 Contacted', '4 New']);
    expect(run('stage.reorder', { pipelineId: idOf('sales'), stageIds: ids })).toEqual([]);
    for (const stageIds of [ids.slice(1), [...ids, idOf('deals-won')], [...ids.slice(1), ids[1]], [...ids, ids[0]]]) {
      expect(refusal('stage.reorder', { pipelineId: idOf('sales'), stageIds })).toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [{ field: 'stageIds' }],
      });
    }
    expect(refusal('stage.reorder', { pipelineId: idOf('x'), stageIds: [] }).code).toBe('UNKNOWN_PIPELINE');
  });

  it('are deleted when nothing is in them, or what is in them moves', () => {
    fixture.lead('ann');
    fixture.lead('bob');
    fixture.run('lead.trash', { ids: [idOf('bob')] });
    const id = idOf('sales-new');
    expect(refusal('stage.remove', { id })).toMatchObject({ code: 'STAGE_IN_USE', details: { stageId: id, count: 2 } });
    for (const moveToStageId of [id, idOf('deals-won'), idOf('x')]) {
      expect(refusal('stage.remove', { id, moveToStageId })).toMatchObject({
        code: 'UNKNOWN_STAGE',
        fields: [{ field: 'moveToStageId' }],
      });
    }
    run('stage.remove', { id, moveToStageId: idOf('sales-contacted') }, { now: startMs + hourMs });
    expect(positions()).toEqual(['0 Contacted', '1 Proposal', '2 Won', '3 Lost']);
    for (const lead of fixture.rows('leads')) {
      expect(lead).toMatchObject({ stageId: idOf('sales-contacted'), stageSince: startMs + hourMs });
      expect(fixture.history(lead.id)).toContain(`stage stageId ${id} ${idOf('sales-contacted')}`);
    }
    run('stage.remove', { id: idOf('sales-won') });
    expect(refusal('stage.remove', { id: idOf('sales-won') }).code).toBe('NOT_FOUND');
  });

  it('leave one in their pipeline, and close what moves into a won one', () => {
    fixture.run('opportunity.create', { id: idOf('deal'), name: 'Deal' });
    run('stage.remove', { id: idOf('deals-engaging'), moveToStageId: idOf('deals-won') }, { now: startMs + hourMs });
    expect(fixture.row('opportunities', idOf('deal'))).toMatchObject({ status: 'won', closedAt: startMs + hourMs });
    run('stage.remove', { id: idOf('deals-lost') });
    expect(refusal('stage.remove', { id: idOf('deals-won') })).toMatchObject({ code: 'WRONG_STATE' });
  });
});
