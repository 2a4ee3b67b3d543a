import { beforeEach, describe, expect, it } from 'vitest';
import { asAdmin, Fixture, hourMs, startMs, to, type ContextOverrides } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { hiddenFieldsOf, neededFields } from './stage-form.ts';

let fixture: Fixture;
const ann = idOf('ann');
const stage = (name: string) => idOf(`sales-${name}`);
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann', { assigneeId: idOf('rolf') });
});

const change = (name: string, values: object) =>
  fixture.run('stage.update', { id: stage(name), changes: to({ ...values }) }, asAdmin);
const refused = (name: string, values: object) =>
  fixture.refusal('stage.update', { id: stage(name), changes: to({ ...values }) }, asAdmin);
const setField = (field: string, as: string) =>
  fixture.run('stage.setField', { id: stage('contacted'), field, as }, asAdmin);
const move = (target: string, more: object = {}, overrides: ContextOverrides = {}) =>
  fixture.run(
    'lead.changeStage',
    { moves: [{ id: ann, fromStageId: fixture.row('leads', ann).stageId }], stageId: stage(target), ...more },
    { now: startMs + hourMs, ...overrides },
  );
const owner = () => {
  const { assigneeId, teamId } = fixture.row('leads', ann);
  return { assigneeId, teamId };
};

describe('the fields of a stage', () => {
  it('are required, asked for or neither, one at a time', () => {
    setField('email', 'required');
    setField('company', 'asked');
    expect(setField('company', 'asked')).toEqual([]);
    expect(neededFields(fixture.row('stages', stage('contacted')))).toEqual(['email', 'company']);
    setField('company', 'required');
    expect(fixture.row('stages', stage('contacted'))).toMatchObject({
      requiredFields: '["email","company"]',
      askedFields: null,
    });
    setField('email', 'none');
    expect(neededFields(fixture.row('stages', stage('contacted')))).toEqual(['company']);
    expect(() => move('contacted')).toThrow('STAGE_FIELDS_MISSING');
    move('contacted', { fields: { company: 'Ropes' } });
  });

  it('that may stay empty do not hold a lead back', () => {
    setField('email', 'asked');
    move('contacted');
    expect(fixture.row('leads', ann).stageId).toBe(stage('contacted'));
  });

  it('are hidden, unless the stage asks for them', () => {
    change('contacted', { hiddenFields: ['branch', 'utmSource'] });
    expect(hiddenFieldsOf(fixture.row('stages', stage('contacted')))).toEqual(['branch', 'utmSource']);
    setField('branch', 'required');
    expect(hiddenFieldsOf(fixture.row('stages', stage('contacted')))).toEqual(['utmSource']);
    expect(refused('contacted', { hiddenFields: ['branch'] })).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { names: ['branch'] },
      fields: [{ field: 'changes.hiddenFields.to', code: 'needed' }],
    });
    expect(refused('contacted', { hiddenFields: ['shoeSize'] })).toMatchObject({ fields: [{ code: 'unknown' }] });
    change('contacted', { hiddenFields: [] });
    expect(fixture.row('stages', stage('contacted')).hiddenFields).toBe(null);
  });

  it('exist in the module of the pipeline', () => {
    const id = idOf('deals-won');
    fixture.run('stage.setField', { id, field: 'productId', as: 'required' }, asAdmin);
    expect(fixture.refusal('stage.setField', { id, field: 'phones', as: 'asked' }, asAdmin)).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'field', code: 'unknown' }],
    });
    expect(fixture.refusal('stage.setField', { id: idOf('x'), field: 'name', as: 'none' }, asAdmin).code).toBe(
      'NOT_FOUND',
    );
  });
});

describe('stage ownership', () => {
  it('gives a lead that enters to a person and a team, and tells of it', () => {
    change('contacted', { ownership: 'user', ownerUserId: idOf('mona'), ownerTeamId: idOf('north') });
    move('contacted');
    expect(owner()).toEqual({ assigneeId: idOf('mona'), teamId: idOf('north') });
    expect(fixture.history(ann)).toContain(`assigned assigneeId ${idOf('rolf')} ${idOf('mona')}`);
  });

  it.each([
    ['mover', idOf('rita')],
    ['nobody', null],
  ])('%s', (ownership, assigneeId) => {
    change('contacted', { ownership });
    move('contacted');
    expect(owner()).toEqual({ assigneeId, teamId: null });
  });

  it('counts for leads made in the stage, unless somebody is named', () => {
    change('new', { ownership: 'user', ownerUserId: idOf('mona'), ownerTeamId: idOf('south') });
    fixture.lead('bob');
    expect(fixture.row('leads', idOf('bob'))).toMatchObject({ assigneeId: idOf('mona'), teamId: idOf('south') });
    fixture.lead('cleo', { assigneeId: idOf('rolf'), teamId: idOf('north') });
    expect(fixture.row('leads', idOf('cleo'))).toMatchObject({ assigneeId: idOf('rolf'), teamId: idOf('north') });
  });

  it('yields to what is said with the move', () => {
    change('contacted', { ownership: 'mover', ownerTeamId: idOf('south') });
    move('contacted', { fields: { assigneeId: idOf('mona') } });
    expect(owner()).toEqual({ assigneeId: idOf('mona'), teamId: idOf('south') });
  });

  it('leaves a lead alone that is in the stage already, whose new owner has left, or whose move is imported', () => {
    change('contacted', { ownership: 'user', ownerUserId: idOf('mona') });
    move('contacted', {}, { origin: 'import' });
    expect(owner().assigneeId).toBe(idOf('rolf'));
    move('contacted');
    expect(owner().assigneeId).toBe(idOf('rolf'));
    move('new');
    fixture.run('user.update', { id: idOf('mona'), changes: to({ active: 0 }) }, asAdmin);
    move('contacted');
    expect(owner().assigneeId).toBe(idOf('rolf'));
  });

  it.each([
    [{ ownership: 'user' }, 'VALIDATION_FAILED', 'ownerUserId'],
    [{ ownership: 'user', ownerUserId: idOf('ines') }, 'UNKNOWN_ASSIGNEE', 'ownerUserId'],
    [{ ownerTeamId: idOf('west') }, 'VALIDATION_FAILED', 'ownerTeamId'],
    [{ ownership: 'everybody' }, 'VALIDATION_FAILED', 'ownership'],
  ])('refuses %j', (values, code, field) => {
    expect(refused('contacted', values)).toMatchObject({ code, fields: [{ field: `changes.${field}.to` }] });
  });

  it('is for leads', () => {
    const args = { id: idOf('deals-won'), changes: to({ ownership: 'mover' }) };
    expect(fixture.refusal('stage.update', args, asAdmin)).toMatchObject({ fields: [{ code: 'not_here' }] });
  });
});
