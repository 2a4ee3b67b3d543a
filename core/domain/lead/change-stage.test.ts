import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { asOwner, Fixture, hourMs, seeing, startMs } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const id = idOf('ann');
const later = { now: startMs + hourMs };
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann');
});

const stage = (name: string) => idOf(`sales-${name}`);
const move = (from: string, target: string, more: object = {}, overrides = {}) =>
  fixture.run(
    'lead.changeStage',
    { moves: [{ id, fromStageId: stage(from) }], stageId: stage(target), ...more },
    { ...later, ...overrides },
  );

describe('lead.changeStage', () => {
  it('moves a lead and tells of it', () => {
    move('new', 'contacted', { note: 'Called back' });
    expect(fixture.row('leads', id)).toMatchObject({
      stageId: stage('contacted'),
      pipelineId: idOf('sales'),
      stageSince: startMs + hourMs,
      updatedAt: startMs + hourMs,
    });
    expect(fixture.history(id)).toContain(`stage stageId ${stage('new')} ${stage('contacted')}`);
    expect(fixture.rows('notes').map((note) => note.body)).toEqual(['Called back']);
    expect(move('contacted', 'contacted')).toEqual([]);
  });

  it('moves many at once, also to another lead pipeline, or none', () => {
    fixture.lead('bob');
    fixture.run(
      'pipeline.create',
      { id: idOf('p2'), name: 'Second', module: 'leads', stages: [{ id: idOf('p2-a'), name: 'A' }] },
      asOwner,
    );
    const moves = [id, idOf('bob')].map((lead) => ({ id: lead, fromStageId: stage('new') }));
    fixture.run('lead.changeStage', { moves, stageId: idOf('p2-a') });
    expect(fixture.rows('leads').map((lead) => lead.pipelineId)).toEqual([idOf('p2'), idOf('p2')]);
    const unknown = [...moves, { id: idOf('x'), fromStageId: stage('new') }];
    expect(fixture.refusal('lead.changeStage', { moves: unknown, stageId: stage('won') })).toMatchObject({
      code: 'UNKNOWN_LEADS',
      details: { ids: [idOf('x')] },
    });
    expect(fixture.row('leads', id).stageId).toBe(idOf('p2-a'));
  });

  it.each([idOf('deals-won'), idOf('nothing')])('refuses the stage %s', (stageId) => {
    const moves = [{ id, fromStageId: stage('new') }];
    expect(fixture.refusal('lead.changeStage', { moves, stageId })).toMatchObject({
      code: 'UNKNOWN_STAGE',
      fields: [{ field: 'stageId' }],
    });
  });

  it('asks for the stage’s fields, which may come with the move', () => {
    const moves = [{ id, fromStageId: stage('new') }];
    const args = { moves, stageId: stage('proposal'), fields: { email: 'ann@x.org' } };
    expect(fixture.refusal('lead.changeStage', args)).toMatchObject({
      code: 'STAGE_FIELDS_MISSING',
      details: { missing: ['valueMinor'], ids: [id] },
      fields: [{ field: 'fields.valueMinor', code: 'required' }],
    });
    expect(fixture.row('leads', id).email).toBeNull();
    move('new', 'proposal', { fields: { email: 'ann@x.org', valueMinor: 100 } });
    expect(fixture.row('leads', id)).toMatchObject({ email: 'ann@x.org', valueMinor: 100, stageId: stage('proposal') });
  });

  it('does not give one address to several leads', () => {
    fixture.lead('bob');
    const moves = [id, idOf('bob')].map((lead) => ({ id: lead, fromStageId: stage('new') }));
    const args = { moves, stageId: stage('proposal'), fields: { email: 'ann@x.org', valueMinor: 1 } };
    expect(fixture.refusal('lead.changeStage', args)).toMatchObject({ fields: [{ field: 'fields.email' }] });
  });

  it.each(['device', 'sync', 'rest'])('leaves converted and trashed leads where they are (%s)', (origin) => {
    const moves = [{ id, fromStageId: stage('new') }];
    const args = { moves, stageId: stage('won') };
    fixture.write([{ table: 'leads', row: { ...fixture.row('leads', id), status: 'converted' } }]);
    expect(fixture.refusal('lead.changeStage', args, { origin } as object)).toMatchObject({
      code: 'WRONG_STATE',
      details: { ids: [id], status: 'converted' },
    });
    fixture.write([{ table: 'leads', row: { ...fixture.row('leads', id), status: 'open', state: 'trashed' } }]);
    expect(fixture.refusal('lead.changeStage', args, { origin } as object)).toMatchObject({
      code: 'WRONG_STATE',
      details: { ids: [id], state: 'trashed' },
    });
  });

  it('does not move what the actor does not see', () => {
    const args = { moves: [{ id, fromStageId: stage('new') }], stageId: stage('won') };
    expect(fixture.refusal('lead.changeStage', args, seeing(never))).toMatchObject({ code: 'UNKNOWN_LEADS' });
  });
});

describe('two people who move a lead', () => {
  it('find it where the later of them put it, in whichever order the moves arrive', () => {
    const earlier = [{ target: 'contacted', now: startMs + hourMs }] as const;
    const both = [...earlier, { target: 'won', now: startMs + 2 * hourMs }] as const;
    for (const order of [both, both.toReversed()]) {
      const home = new Fixture();
      home.lead('ann');
      for (const { target, now } of order) {
        const moves = [{ id, fromStageId: stage('new') }];
        home.run('lead.changeStage', { moves, stageId: stage(target) }, { now, origin: 'sync' });
      }
      expect(home.row('leads', id)).toMatchObject({ stageId: stage('won'), stageSince: startMs + 2 * hourMs });
      const told = home.rows('history').filter((row) => row.event === 'stage');
      expect(told.map((row) => [row.at, row.toValue]).toSorted()).toEqual([
        [startMs + hourMs, stage('contacted')],
        [startMs + 2 * hourMs, stage('won')],
      ]);
    }
  });

  it('obey a clock that lags when the lead is where the person saw it', () => {
    move('new', 'contacted', {}, { now: startMs + hourMs });
    move('contacted', 'won', {}, { now: startMs, origin: 'sync' });
    expect(fixture.row('leads', id).stageId).toBe(stage('won'));
  });

  it('keep stage, pipeline and history in step, whatever they do', () => {
    const names = ['new', 'contacted', 'won', 'lost'] as const;
    const step = fc.record({
      from: fc.constantFrom(...names),
      target: fc.constantFrom(...names),
      at: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20, size: 'max' }), (steps) => {
        const home = new Fixture();
        home.lead('ann');
        for (const { from, target, at } of steps) {
          const before = home.row('leads', id);
          const args = { moves: [{ id, fromStageId: stage(from) }], stageId: stage(target) };
          home.run('lead.changeStage', args, { now: startMs + at, origin: 'sync' });
          const lead = home.row('leads', id);
          expect(home.row('stages', lead.stageId).pipelineId).toBe(lead.pipelineId);
          expect(lead.updatedAt).toBeGreaterThanOrEqual(before.updatedAt);
          const stood = { stageId: before.stageId, stageSince: before.stageSince };
          const moved = { stageId: stage(target), stageSince: startMs + at };
          expect([stood, moved]).toContainEqual({ stageId: lead.stageId, stageSince: lead.stageSince });
        }
      }),
    );
  });
});
