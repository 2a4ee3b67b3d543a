import { beforeEach, describe, expect, it } from 'vitest';
import { organizationId } from '../../schema/people.ts';
import { asAdmin, asOwner, Fixture, hourMs, startMs, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { isTimeZone } from './organization-update.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});
const user = (id: string) => fixture.row('users', idOf(id));

describe('people', () => {
  const nina = { id: idOf('nina'), name: 'Nina', email: 'NINA@harbour.test', role: 'rep' };

  it('are taken in', () => {
    fixture.run('user.create', nina, asAdmin);
    expect(user('nina')).toMatchObject({ email: 'nina@harbour.test', role: 'rep', active: 1 });
    expect(fixture.refusal('user.create', nina, asAdmin).code).toBe('ID_TAKEN');
    expect(fixture.refusal('user.create', { ...nina, id: idOf('n2') }, asAdmin)).toMatchObject({
      code: 'EMAIL_TAKEN',
      details: { userId: idOf('nina'), name: 'Nina' },
      fields: [{ field: 'email' }],
    });
    expect(
      fixture.refusal('user.create', { ...nina, id: idOf('n2'), email: '', role: 'king' }, asAdmin).fields,
    ).toHaveLength(2);
  });

  it('change their own name and colour, and nothing else', () => {
    fixture.run('user.update', { id: idOf('rita'), changes: to({ name: 'Rita R.', color: 'red' }) });
    for (const changes of [to({ role: 'owner' }), to({ name: 'x', active: 0 })]) {
      expect(fixture.refusal('user.update', { id: idOf('rita'), changes })).toMatchObject({
        code: 'FORBIDDEN',
        details: { permission: 'people:edit' },
      });
    }
    expect(fixture.refusal('user.update', { id: idOf('rolf'), changes: to({ name: 'x' }) }).code).toBe('FORBIDDEN');
    expect(fixture.run('user.update', { id: idOf('rolf'), changes: to({ name: 'Rolf' }) })).toEqual([]);
    expect(fixture.refusal('user.update', { id: idOf('x'), changes: {} }).code).toBe('NOT_FOUND');
  });

  it('are made owners by owners only', () => {
    const promote = { id: idOf('mona'), changes: to({ role: 'owner' }) };
    expect(fixture.refusal('user.update', promote, asAdmin)).toMatchObject({
      code: 'FORBIDDEN',
      details: { role: 'owner' },
    });
    expect(fixture.refusal('user.update', { id: idOf('olga'), changes: to({ role: 'rep' }) }, asAdmin).code).toBe(
      'FORBIDDEN',
    );
    expect(fixture.refusal('user.create', { ...nina, role: 'owner' }, asAdmin).code).toBe('FORBIDDEN');
    fixture.run('user.update', promote, asOwner);
    expect(user('mona').role).toBe('owner');
  });

  it('never leave the organization without an owner', () => {
    for (const changes of [to({ role: 'admin' }), to({ active: 0 })]) {
      expect(fixture.refusal('user.update', { id: idOf('olga'), changes }, asOwner)).toMatchObject({
        code: 'LAST_OWNER',
        details: { userId: idOf('olga') },
      });
    }
    fixture.run('user.update', { id: idOf('mona'), changes: to({ role: 'owner' }) }, asOwner);
    fixture.run('user.update', { id: idOf('mona'), changes: to({ active: 0 }) }, asOwner);
    expect(fixture.refusal('user.update', { id: idOf('olga'), changes: to({ role: 'rep' }) }, asOwner).code).toBe(
      'LAST_OWNER',
    );
    fixture.run('user.update', { id: idOf('mona'), changes: to({ active: 1 }) }, asOwner);
    fixture.run('user.update', { id: idOf('olga'), changes: to({ role: 'rep', name: 'Olga O.' }) }, asOwner);
  });
});

describe('teams', () => {
  it('are made, changed and joined', () => {
    fixture.run('team.create', { id: idOf('east'), name: 'East' }, asAdmin);
    expect(fixture.row('teams', idOf('east'))).toMatchObject({ open: 0, archived: 0 });
    expect(fixture.refusal('team.create', { id: idOf('west'), name: 'north' }, asAdmin).code).toBe('NAME_TAKEN');
    expect(fixture.refusal('team.create', { id: idOf('east'), name: 'West' }, asAdmin).code).toBe('ID_TAKEN');
    fixture.run('team.update', { id: idOf('east'), changes: to({ open: 1, name: 'Far East' }) }, asAdmin);
    expect(fixture.run('team.update', { id: idOf('east'), changes: to({ open: 1 }) }, asAdmin)).toEqual([]);
    expect(fixture.refusal('team.update', { id: idOf('east'), changes: to({ name: 'South' }) }, asAdmin).code).toBe(
      'NAME_TAKEN',
    );
    const rolf = { teamId: idOf('east'), userId: idOf('rolf') };
    fixture.run('team.addMember', rolf, asAdmin);
    expect(fixture.run('team.addMember', { ...rolf, role: 'member' }, asAdmin)).toEqual([]);
    fixture.run('team.addMember', { ...rolf, role: 'manager' }, asAdmin);
    expect(fixture.rows('teamMembers').filter((row) => row.teamId === idOf('east'))).toMatchObject([
      { role: 'manager' },
    ]);
    fixture.run('team.removeMember', rolf, asAdmin);
    expect(fixture.run('team.removeMember', rolf, asAdmin)).toEqual([]);
    expect(fixture.refusal('team.addMember', { ...rolf, userId: idOf('x') }, asAdmin)).toMatchObject({
      code: 'UNKNOWN_ASSIGNEE',
      fields: [{ field: 'userId' }],
    });
    for (const name of ['team.addMember', 'team.removeMember']) {
      expect(fixture.refusal(name, { ...rolf, teamId: idOf('x') }, asAdmin).code).toBe('NOT_FOUND');
    }
    expect(fixture.refusal('team.update', { id: idOf('x'), changes: {} }, asAdmin).code).toBe('NOT_FOUND');
  });
});

describe('organization.update', () => {
  const update = (values: object) => ({ id: organizationId, changes: to({ ...values }) });

  it('changes settings that make sense', () => {
    const values = {
      name: 'Quay',
      timeZone: 'America/New_York',
      currency: 'usd',
      requiredLeadFields: ['email'],
      trashDays: 7,
    };
    fixture.run('organization.update', update(values), asAdmin);
    expect(fixture.row('organization', organizationId)).toMatchObject({
      name: 'Quay',
      timeZone: 'America/New_York',
      currency: 'USD',
      requiredLeadFields: '["email"]',
      trashDays: 7,
    });
    expect(fixture.run('organization.update', update({ name: 'Quay' }), asAdmin)).toEqual([]);
  });

  it.each([
    ['timeZone', 'Europe/Atlantis'],
    ['timeZone', ''],
    ['currency', 'Euro'],
    ['requiredLeadFields', ['shoeSize']],
    ['trashDays', 0],
    ['name', ' '],
  ])('refuses %s %s', (field, value) => {
    expect(fixture.refusal('organization.update', update({ [field]: value }), asAdmin)).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: `changes.${field}.to` }],
    });
  });

  it('knows only this organization', () => {
    expect(fixture.refusal('organization.update', { id: idOf('x'), changes: {} }, asAdmin).code).toBe('NOT_FOUND');
    expect(isTimeZone('UTC')).toBe(true);
  });
});

describe('preference.set', () => {
  it('keeps each person’s own values', () => {
    fixture.run('preference.set', { key: 'theme', value: { dark: true } });
    fixture.run('preference.set', { key: 'theme', value: 'light' }, asOwner);
    expect(
      fixture
        .rows('preferences')
        .map((row) => row.value)
        .toSorted(),
    ).toEqual(['"light"', '{"dark":true}']);
    expect(fixture.run('preference.set', { key: 'theme', value: { dark: true } }, { now: startMs + hourMs })).toEqual(
      [],
    );
    fixture.run('preference.set', { key: 'theme', value: null });
    expect(fixture.rows('preferences').map((row) => row.value)).toContain(null);
    expect(fixture.run('preference.set', { key: 'density', value: null })).toEqual([]);
    for (const args of [{ key: 'x' }, { key: '', value: 1 }, { key: 'x', value: 'x'.repeat(70_000) }]) {
      expect(fixture.refusal('preference.set', args).code).toBe('VALIDATION_FAILED');
    }
  });
});
