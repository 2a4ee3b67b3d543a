import { beforeEach, describe, expect, it } from 'vitest';
import { asOwner, dayMs, Fixture, startMs, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

const asImport = { origin: 'import' } as const;
const run = (name: string, args: unknown) => fixture.run(name, args, asImport);
const refusal = (name: string, args: unknown) => fixture.refusal(name, args, asImport);
const past = startMs - 100 * dayMs;

/** Imports twice, and expects the second time to change nothing. */
function runTwice(name: string, args: unknown): void {
  run(name, args);
  expect(run(name, args)).toEqual([]);
}

describe('imports', () => {
  it('bring people and teams', () => {
    const moses = { id: idOf('moses'), name: 'Moses', email: 'Moses@harbour.test', role: 'rep' };
    runTwice('import.user', moses);
    expect(fixture.row('users', idOf('moses'))).toMatchObject({ email: 'moses@harbour.test', role: 'rep', active: 1 });
    run('import.user', { ...moses, name: 'Moses F.', role: 'manager', active: 0 });
    expect(fixture.row('users', idOf('moses'))).toMatchObject({ name: 'Moses F.', role: 'rep', active: 1 });
    expect(refusal('import.user', { ...moses, email: 'other@x.org' }).code).toBe('ID_TAKEN');
    expect(refusal('import.user', { ...moses, id: idOf('m2') })).toMatchObject({
      code: 'EMAIL_TAKEN',
      details: { userId: idOf('moses') },
    });
    expect(refusal('import.user', { ...moses, id: idOf('m2'), role: 'owner' })).toMatchObject({
      fields: [{ field: 'role' }],
    });
    const team = { id: idOf('east'), name: 'East', members: [{ userId: idOf('moses'), role: 'manager' }] };
    runTwice('import.team', team);
    run('import.team', { ...team, open: 1, members: [{ userId: idOf('moses'), role: 'member' }] });
    expect(fixture.row('teams', idOf('east')).open).toBe(1);
    expect(fixture.rows('teamMembers').find((row) => row.userId === idOf('moses'))!.role).toBe('member');
    expect(refusal('import.team', { id: idOf('t2'), name: 'east' })).toMatchObject({
      code: 'NAME_TAKEN',
      details: { id: idOf('east') },
    });
    expect(refusal('import.team', { ...team, members: [{ userId: idOf('x'), role: 'member' }] }).code).toBe(
      'UNKNOWN_ASSIGNEE',
    );
  });

  it('bring settings', () => {
    runTwice('import.source', { id: idOf('s'), name: 'Referral' });
    expect(refusal('import.source', { id: idOf('s2'), name: 'WEBSITE' })).toMatchObject({
      details: { id: idOf('website') },
    });
    const pipeline = {
      id: idOf('p'),
      name: 'Imported',
      module: 'opportunities',
      stages: [{ id: idOf('a'), name: 'A' }],
    };
    runTwice('import.pipeline', pipeline);
    expect(fixture.row('pipelines', idOf('p')).isDefault).toBe(0);
    run('import.pipeline', { ...pipeline, stages: [...pipeline.stages, { id: idOf('b'), name: 'B' }] });
    expect(fixture.row('stages', idOf('b'))).toMatchObject({ position: 1, pipelineId: idOf('p') });
    expect(refusal('import.pipeline', { ...pipeline, module: 'leads' }).code).toBe('ID_TAKEN');
    expect(refusal('import.pipeline', { ...pipeline, id: idOf('p2') }).code).toBe('NAME_TAKEN');
    const repeated = [...pipeline.stages, { id: idOf('c'), name: 'á' }];
    expect(refusal('import.pipeline', { ...pipeline, stages: repeated })).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(refusal('import.pipeline', { ...pipeline, stages: [{ id: idOf('c'), name: 'a' }] }).code).toBe('NAME_TAKEN');
    const foreign = { ...pipeline, stages: [{ id: idOf('deals-won'), name: 'W' }] };
    expect(refusal('import.pipeline', foreign).code).toBe('ID_TAKEN');
  });

  it('bring products, accounts, contacts and opportunities with their past', () => {
    runTwice('import.product', {
      id: idOf('gtx'),
      externalId: 'GTX',
      name: 'GTX Basic',
      series: 'GTX',
      priceMinor: 55_000,
    });
    const account = { id: idOf('acme'), externalId: 'Acme', name: 'Acme', revenueMinor: 110_004_000, createdAt: past };
    runTwice('import.account', account);
    runTwice('import.account', { id: idOf('sub'), externalId: 'Sub', name: 'Sub', parentAccountId: idOf('acme') });
    runTwice('import.contact', { id: idOf('carl'), externalId: 'C1', lastName: 'Cook', accountId: idOf('acme') });
    const won = {
      id: idOf('deal'),
      externalId: '1C1I7A6R',
      name: 'Acme GTX',
      stageId: idOf('deals-won'),
      accountId: idOf('acme'),
      productId: idOf('gtx'),
      ownerId: idOf('ines'),
      engagedAt: past,
      closedAt: past + 30 * dayMs,
      valueMinor: 105_400,
    };
    runTwice('import.opportunity', won);
    expect(fixture.row('opportunities', idOf('deal'))).toMatchObject({
      status: 'won',
      closedAt: past + 30 * dayMs,
      stageSince: past + 30 * dayMs,
      engagedAt: past,
      createdAt: past,
      currency: 'EUR',
      ownerId: idOf('ines'),
    });
    runTwice('import.opportunity', { id: idOf('d2'), externalId: 'D2', name: 'D2', stageId: idOf('deals-engaging') });
    expect(fixture.row('opportunities', idOf('d2'))).toMatchObject({ status: 'open', closedAt: null });
    run('import.account', { ...account, employees: 10 });
    expect(fixture.row('accounts', idOf('acme'))).toMatchObject({ employees: 10, updatedAt: startMs, createdAt: past });
    for (const [name, args] of [
      ['import.account', { ...account, externalId: 'Other' }],
      ['import.opportunity', { ...won, externalId: 'Other' }],
    ] as const) {
      expect(refusal(name, args).code).toBe('ID_TAKEN');
    }
    expect(refusal('import.opportunity', { ...won, stageId: idOf('sales-won') }).code).toBe('UNKNOWN_STAGE');
  });

  it('bring leads with their past, once', () => {
    const lead = {
      id: idOf('ann'),
      externalId: 'L-1',
      firstName: 'Ann',
      email: 'ann@x.org',
      stageId: idOf('sales-proposal'),
      stageSince: past + dayMs,
      createdAt: past,
      createdBy: idOf('ines'),
      assigneeId: idOf('ines'),
      status: 'disqualified',
      disqualifiedReason: 'No budget',
      businessIds: [idOf('ropes')],
    };
    runTwice('import.lead', lead);
    expect(fixture.row('leads', idOf('ann'))).toMatchObject({
      externalId: 'L-1',
      stageId: idOf('sales-proposal'),
      pipelineId: idOf('sales'),
      stageSince: past + dayMs,
      createdAt: past,
      createdBy: idOf('ines'),
      updatedAt: past + dayMs,
      status: 'disqualified',
    });
    expect(fixture.rows('history').map((row) => [row.event, row.at])).toEqual(
      expect.arrayContaining([
        ['created', past],
        ['stage', past + dayMs],
      ]),
    );
    run('import.lead', { ...lead, title: 'CEO', stageId: idOf('sales-won'), businessIds: [idOf('paints')] });
    expect(fixture.row('leads', idOf('ann'))).toMatchObject({ title: 'CEO', stageId: idOf('sales-won') });
    expect(fixture.rows('leadBusinesses')).toHaveLength(2);
    expect(refusal('import.lead', { ...lead, externalId: 'L-2' }).code).toBe('ID_TAKEN');
    runTwice('import.lead', { ...lead, id: idOf('bob'), externalId: 'L-3', state: 'trashed' });
    expect(fixture.row('leads', idOf('bob'))).toMatchObject({ state: 'trashed', trashedAt: startMs });
    runTwice('import.lead', { ...lead, id: idOf('anna'), externalId: 'L-4' });
    expect(fixture.row('leads', idOf('anna')).duplicateOfId).toBe(idOf('ann'));
  });

  it('keep what a lead has from its contact', () => {
    fixture.run('contact.create', { id: idOf('carl'), lastName: 'Cook' });
    runTwice('import.lead', { id: idOf('ann'), externalId: 'L-1', lastName: '', contactId: idOf('carl') });
    expect(fixture.row('leads', idOf('ann')).lastName).toBe('Cook');
  });

  it('are run by those who may, and leave the trash alone', () => {
    const lead = { id: idOf('ann'), externalId: 'L-1', lastName: 'Ann' };
    expect(fixture.refusal('import.lead', lead)).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'import:run' },
    });
    fixture.run('import.lead', lead, asOwner);
    fixture.run('lead.update', { id: idOf('ann'), changes: to({ title: 'CEO' }) });
    fixture.run('lead.trash', { ids: [idOf('ann')] });
    expect(refusal('import.lead', { ...lead, title: 'CTO' }).code).toBe('WRONG_STATE');
    expect(run('import.lead', lead)).toEqual([]);
  });
});
