import { beforeEach, describe, expect, it } from 'vitest';
import { asAdmin, Fixture, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const ann = idOf('ann');
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann');
});
const run = (name: string, args: unknown) => fixture.run(name, args, asAdmin);
const refusal = (name: string, args: unknown) => fixture.refusal(name, args, asAdmin);
const offer = (name: string) => run('disqualificationReason.create', { id: idOf(name), name });

describe.each([
  ['disqualificationReason', 'disqualificationReasons'],
  ['teamRole', 'teamRoles'],
] as const)('%s', (concept, table) => {
  it('is made at the end, renamed, moved and put away', () => {
    run(`${concept}.create`, { id: idOf('one'), name: 'One' });
    run(`${concept}.create`, { id: idOf('two'), name: 'Two' });
    run(`${concept}.create`, { id: idOf('first'), name: 'First', position: 0 });
    expect(fixture.rows(table).map(({ name, position }) => [name, position])).toEqual(
      expect.arrayContaining([
        ['One', 0],
        ['Two', 1],
        ['First', 0],
      ]),
    );
    expect(refusal(`${concept}.create`, { id: idOf('x'), name: 'óne' })).toMatchObject({
      code: 'NAME_TAKEN',
      fields: [{ field: 'name' }],
    });
    expect(refusal(`${concept}.create`, { id: idOf('one'), name: 'X' }).code).toBe('ID_TAKEN');
    run(`${concept}.update`, { id: idOf('one'), changes: to({ name: 'Uno', position: 5 }) });
    expect(fixture.row(table, idOf('one'))).toMatchObject({ name: 'Uno', position: 5 });
    expect(run(`${concept}.update`, { id: idOf('one'), changes: to({ name: 'Uno' }) })).toEqual([]);
    expect(refusal(`${concept}.update`, { id: idOf('one'), changes: to({ name: 'two' }) }).code).toBe('NAME_TAKEN');
    expect(refusal(`${concept}.update`, { id: idOf('one'), changes: to({ name: ' ' }) }).code).toBe(
      'VALIDATION_FAILED',
    );
    run(`${concept}.archive`, { id: idOf('one') });
    expect(fixture.row(table, idOf('one')).archived).toBe(1);
    for (const verb of ['update', 'archive']) {
      expect(refusal(`${concept}.${verb}`, { id: idOf('x'), changes: {} }).code).toBe('NOT_FOUND');
    }
  });
});

describe('the reason of a disqualified lead', () => {
  const disqualify = (reason: string) => fixture.run('lead.disqualify', { id: ann, reason });
  const lead = () => fixture.row('leads', ann);

  it('is any text where the organization offers none', () => {
    disqualify('Moved to Mars');
    expect(lead()).toMatchObject({ disqualifiedReason: 'Moved to Mars', disqualifiedReasonId: null });
  });

  it.each(['No budget', 'no_budget', 'NO-BUDGET', idOf('No budget')])('%s is one of those offered', (reason) => {
    offer('No budget');
    disqualify(reason);
    expect(lead()).toMatchObject({
      status: 'disqualified',
      disqualifiedReason: 'No budget',
      disqualifiedReasonId: idOf('No budget'),
    });
    fixture.run('lead.reopen', { id: ann });
    expect(lead()).toMatchObject({ status: 'open', disqualifiedReason: null, disqualifiedReasonId: null });
    fixture.run('action.undo', { of: fixture.lastAction });
    expect(lead()).toMatchObject({ disqualifiedReason: 'No budget', disqualifiedReasonId: idOf('No budget') });
  });

  it('is refused when it is none of them, with those there are; from offline it is kept as it is', () => {
    offer('No budget');
    offer('No need');
    expect(fixture.refusal('lead.disqualify', { id: ann, reason: 'Whim' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { choices: [{ name: 'No budget' }, { name: 'No need' }] },
      fields: [{ field: 'reason', code: 'unknown' }],
    });
    run('disqualificationReason.archive', { id: idOf('No need') });
    expect(fixture.refusal('lead.disqualify', { id: ann, reason: 'No need' }).code).toBe('VALIDATION_FAILED');
    fixture.run('lead.disqualify', { id: ann, reason: 'No need' }, { origin: 'sync' });
    expect(lead()).toMatchObject({ disqualifiedReasonId: idOf('No need') });
    fixture.run('lead.reopen', { id: ann });
    fixture.run('lead.disqualify', { id: ann, reason: 'Whim' }, { origin: 'sync' });
    expect(lead()).toMatchObject({ disqualifiedReason: 'Whim', disqualifiedReasonId: null });
  });
});

describe('the role of a member of a lead’s team', () => {
  it('is one of those offered, where there are any', () => {
    const add = { leadId: ann, userId: idOf('rolf'), role: 'closer' };
    fixture.run('lead.addMember', add);
    run('teamRole.create', { id: idOf('sales-rep'), name: 'Sales rep' });
    expect(fixture.refusal('lead.addMember', add)).toMatchObject({ fields: [{ field: 'role', code: 'unknown' }] });
    fixture.run('lead.addMember', { ...add, role: 'sales_rep' });
    fixture.run('lead.addMember', { leadId: ann, userId: idOf('mona') });
    expect(
      fixture
        .rows('leadMembers')
        .map(({ role }) => role)
        .toSorted(),
    ).toEqual(['Sales rep', 'member']);
  });
});
