import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { asAdmin, Fixture, hourMs, seeing, startMs, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
  fixture.run('account.create', { id: idOf('acme'), name: 'Acme' });
});

describe('contacts', () => {
  const create = (values: object) => fixture.run('contact.create', { id: idOf('carl'), ...values });
  const refusal = (values: object) => fixture.refusal('contact.create', { id: idOf('carl'), ...values });

  it('are made and changed', () => {
    create({ email: 'Carl@X.org', accountId: idOf('acme') });
    expect(fixture.row('contacts', idOf('carl'))).toMatchObject({
      email: 'carl@x.org',
      phones: '[]',
      ownerId: idOf('rita'),
      accountId: idOf('acme'),
    });
    const changes = to({ lastName: 'Cook', phones: ['123456'], ownerId: null });
    fixture.run('contact.update', { id: idOf('carl'), changes }, { now: startMs + hourMs });
    expect(fixture.row('contacts', idOf('carl'))).toMatchObject({
      lastName: 'Cook',
      ownerId: null,
      updatedAt: startMs + hourMs,
    });
    expect(fixture.run('contact.update', { id: idOf('carl'), changes })).toEqual([]);
  });

  it('refuse what does not fit', () => {
    expect(refusal({ title: 'CEO' })).toMatchObject({ fields: [{ field: 'lastName', code: 'name_required' }] });
    expect(refusal({ lastName: 'x', ownerId: idOf('ines') })).toMatchObject({
      code: 'UNKNOWN_ASSIGNEE',
      fields: [{ field: 'ownerId' }],
    });
    expect(refusal({ lastName: 'x', teamId: idOf('x') })).toMatchObject({ fields: [{ field: 'teamId' }] });
    expect(refusal({ lastName: 'x', accountId: idOf('x') })).toMatchObject({ fields: [{ field: 'accountId' }] });
    create({ lastName: 'x' });
    expect(refusal({ lastName: 'x' }).code).toBe('ID_TAKEN');
    const update = { id: idOf('carl'), changes: to({ lastName: '' }) };
    expect(fixture.refusal('contact.update', update)).toMatchObject({ fields: [{ field: 'changes.lastName.to' }] });
    expect(fixture.refusal('contact.update', update, seeing(never)).code).toBe('NOT_FOUND');
  });
});

describe('accounts', () => {
  it('are made and changed', () => {
    expect(fixture.row('accounts', idOf('acme'))).toMatchObject({ currency: 'EUR', ownerId: idOf('rita') });
    const values = {
      employees: 5,
      revenueMinor: 1_000_000,
      yearEstablished: 1996,
      website: 'acme.test',
      phone: '030 123456',
    };
    fixture.run('account.update', { id: idOf('acme'), changes: to(values) });
    expect(fixture.row('accounts', idOf('acme'))).toMatchObject(values);
    expect(fixture.run('account.update', { id: idOf('acme'), changes: to(values) })).toEqual([]);
    expect(fixture.refusal('account.create', { id: idOf('acme'), name: 'x' }).code).toBe('ID_TAKEN');
    expect(
      fixture.refusal('account.create', { id: idOf('b'), name: '', website: 'javascript:x', employees: -1 }).fields,
    ).toHaveLength(3);
    const update = { id: idOf('acme'), changes: to({ name: 'x' }) };
    expect(fixture.refusal('account.update', update, seeing(never)).code).toBe('NOT_FOUND');
  });

  it('are never above themselves', () => {
    fixture.run('account.create', { id: idOf('sub'), name: 'Sub', parentAccountId: idOf('acme') });
    fixture.run('account.create', { id: idOf('subsub'), name: 'Subsub', parentAccountId: idOf('sub') });
    for (const parentAccountId of [idOf('acme'), idOf('sub'), idOf('subsub')]) {
      const update = { id: idOf('acme'), changes: to({ parentAccountId }) };
      expect(fixture.refusal('account.update', update)).toMatchObject({ fields: [{ code: 'circular' }] });
    }
    expect(fixture.refusal('account.create', { id: idOf('b'), name: 'B', parentAccountId: idOf('x') })).toMatchObject({
      fields: [{ field: 'parentAccountId', code: 'unknown' }],
    });
  });
});

describe('opportunities', () => {
  const id = idOf('deal');
  const create = (values: object = {}) => fixture.run('opportunity.create', { id, name: 'Deal', ...values });
  const refusal = (values: object) => fixture.refusal('opportunity.create', { id, name: 'Deal', ...values });
  const move = (from: string, stage: string, hours: number) =>
    fixture.run(
      'opportunity.changeStage',
      { moves: [{ id, fromStageId: idOf(`deals-${from}`) }], stageId: idOf(`deals-${stage}`) },
      { now: startMs + hours * hourMs, origin: 'sync' },
    );

  it('start in the default pipeline, open', () => {
    fixture.lead('ann');
    create({ accountId: idOf('acme'), leadId: idOf('ann'), productId: idOf('anchor'), valueMinor: 99 });
    expect(fixture.row('opportunities', id)).toMatchObject({
      pipelineId: idOf('deals'),
      stageId: idOf('deals-engaging'),
      status: 'open',
      closedAt: null,
      currency: 'EUR',
      ownerId: idOf('rita'),
    });
    fixture.run('opportunity.update', { id, changes: to({ name: 'Big deal', expectedCloseAt: startMs }) });
    expect(fixture.run('opportunity.update', { id, changes: to({ name: 'Big deal' }) })).toEqual([]);
  });

  it('close with their stage and open again', () => {
    create();
    move('engaging', 'won', 1);
    expect(fixture.row('opportunities', id)).toMatchObject({ status: 'won', closedAt: startMs + hourMs });
    expect(move('engaging', 'lost', 0.5)).toEqual([]);
    expect(move('won', 'won', 2)).toEqual([]);
    move('won', 'engaging', 3);
    expect(fixture.row('opportunities', id)).toMatchObject({
      status: 'open',
      closedAt: null,
      stageSince: startMs + 3 * hourMs,
    });
    move('engaging', 'lost', 4);
    expect(fixture.row('opportunities', id).status).toBe('lost');
  });

  it('refuse what does not fit', () => {
    for (const [field, value, code] of [
      ['stageId', idOf('sales-new'), 'UNKNOWN_STAGE'],
      ['pipelineId', idOf('sales'), 'UNKNOWN_PIPELINE'],
      ['accountId', idOf('x'), 'VALIDATION_FAILED'],
      ['contactId', idOf('x'), 'VALIDATION_FAILED'],
      ['productId', idOf('x'), 'VALIDATION_FAILED'],
      ['ownerId', idOf('x'), 'UNKNOWN_ASSIGNEE'],
    ] as const) {
      expect(refusal({ [field]: value })).toMatchObject({ code, fields: [{ field }] });
    }
    expect(refusal({ leadId: idOf('x') }).code).toBe('NOT_FOUND');
    create();
    expect(refusal({}).code).toBe('ID_TAKEN');
    const update = { id, changes: to({ name: '' }) };
    expect(fixture.refusal('opportunity.update', update)).toMatchObject({ fields: [{ field: 'changes.name.to' }] });
    expect(fixture.refusal('opportunity.update', { id, changes: {} }, seeing(never)).code).toBe('NOT_FOUND');
    const moves = [{ id, fromStageId: idOf('deals-engaging') }];
    const args = { moves, stageId: idOf('deals-won') };
    expect(fixture.refusal('opportunity.changeStage', args, seeing(never))).toMatchObject({ code: 'NOT_FOUND' });
    expect(fixture.refusal('opportunity.changeStage', { ...args, stageId: idOf('sales-won') }).code).toBe(
      'UNKNOWN_STAGE',
    );
    const stage = { id: idOf('deals-won'), changes: to({ requiredFields: ['valueMinor'] }) };
    fixture.run('stage.update', stage, asAdmin);
    expect(fixture.refusal('opportunity.changeStage', args)).toMatchObject({ code: 'STAGE_FIELDS_MISSING' });
  });
});
