import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { eq, never } from '../../kernel/predicates.ts';
import { asOwner, Fixture, seeing, startMs } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const ann = idOf('ann');
const [contact, account, opportunity] = [{ id: idOf('contact') }, { id: idOf('account') }, { id: idOf('opportunity') }];
const all = { id: ann, contact, account, opportunity };
beforeEach(() => {
  fixture = new Fixture();
  const person = { firstName: 'Ann', lastName: 'Lee', title: 'Buyer', email: 'ann@x.org', phones: ['+49 30 1'] };
  const company = { company: 'StartupIO', website: 'https://startup.io', location: 'Hamburg', employees: 12 };
  const sale = { valueMinor: 5_000_00, currency: 'USD', assigneeId: idOf('rolf'), teamId: idOf('north') };
  fixture.lead('ann', { ...person, ...company, ...sale });
});

describe('lead.convert', () => {
  it('makes contact, account and opportunity from what the lead says, for whoever has it, and closes it where it stands', () => {
    const before = fixture.row('leads', ann);
    fixture.run('lead.convert', all);
    const owner = { ownerId: idOf('rolf'), teamId: idOf('north'), createdBy: idOf('rita'), createdAt: startMs };
    expect(fixture.row('contacts', contact.id)).toMatchObject({
      ...{ firstName: 'Ann', lastName: 'Lee', title: 'Buyer', email: 'ann@x.org', phones: '["+49 30 1"]' },
      ...{ ...owner, accountId: account.id },
    });
    expect(fixture.row('accounts', account.id)).toMatchObject({
      ...{ name: 'StartupIO', website: 'https://startup.io', location: 'Hamburg', employees: 12, currency: 'USD' },
      ...owner,
    });
    expect(fixture.row('opportunities', opportunity.id)).toMatchObject({
      ...{ name: 'StartupIO', valueMinor: 5_000_00, currency: 'USD', status: 'open', stageId: idOf('deals-engaging') },
      ...{ ...owner, leadId: ann, contactId: contact.id, accountId: account.id },
    });
    expect(fixture.row('leads', ann)).toMatchObject({
      ...{ status: 'converted', convertedAt: startMs, contactId: contact.id, accountId: account.id },
      ...{ stageId: before.stageId, stageSince: before.stageSince },
    });
    expect(fixture.history(ann)).toContain('converted - - -');
  });

  it('takes an account and a contact that are there, and other values than the lead’s', () => {
    fixture.run('account.create', { id: account.id, name: 'There before' });
    fixture.run('contact.create', { id: contact.id, lastName: 'There before' });
    const asked = { id: opportunity.id, name: 'Enterprise deal', valueMinor: null, stageId: idOf('deals-won') };
    fixture.run('lead.convert', { id: ann, accountId: account.id, contactId: contact.id, opportunity: asked });
    expect(fixture.rows('accounts')).toHaveLength(1);
    expect(fixture.rows('contacts')).toHaveLength(1);
    expect(fixture.row('opportunities', opportunity.id)).toMatchObject({
      ...{ name: 'Enterprise deal', valueMinor: null, status: 'won', closedAt: startMs },
      ...{ accountId: account.id, contactId: contact.id },
    });
  });

  it('has from the lead what is named without a value', () => {
    const nothing = { name: undefined, valueMinor: undefined, ownerId: undefined, website: undefined };
    const asked = { contact: { ...contact, email: undefined }, account: { ...account, ...nothing } };
    fixture.run('lead.convert', { id: ann, ...asked, opportunity: { ...opportunity, ...nothing } });
    const { valueMinor, ownerId, name } = fixture.row('opportunities', opportunity.id);
    expect([valueMinor, ownerId, name]).toEqual([5_000_00, idOf('rolf'), 'StartupIO']);
    expect(fixture.row('contacts', contact.id).email).toBe('ann@x.org');
    expect(fixture.row('accounts', account.id).website).toBe('https://startup.io');
  });

  it('makes only what is asked for', () => {
    fc.assert(
      fc.property(fc.subarray(['contact', 'account', 'opportunity'] as const), (parts) => {
        fixture = new Fixture();
        fixture.lead('ann', { lastName: 'Lee', company: 'StartupIO' });
        fixture.run('lead.convert', { id: ann, ...Object.fromEntries(parts.map((part) => [part, all[part]])) });
        const made = (['contacts', 'accounts', 'opportunities'] as const).map((table) => fixture.rows(table).length);
        expect(made).toEqual(
          (['contact', 'account', 'opportunity'] as const).map((part) => Number(parts.includes(part))),
        );
        expect(fixture.row('leads', ann).status).toBe('converted');
      }),
    );
  });

  it('falls to the actor when whoever has the lead has left', () => {
    fixture.run('user.update', { id: idOf('rolf'), changes: { active: { from: 1, to: 0 } } }, asOwner);
    fixture.run('lead.convert', all);
    expect(fixture.row('accounts', account.id).ownerId).toBe(idOf('rita'));
  });

  it('happens once: a second time names what the lead was converted to', () => {
    fixture.run('lead.convert', all);
    const before = fixture.store.snapshot();
    expect(fixture.refusal('lead.convert', { ...all, contact: { id: idOf('another') } })).toMatchObject({
      code: 'ALREADY_CONVERTED',
      details: { id: ann, contactId: contact.id, accountId: account.id, opportunityId: opportunity.id },
    });
    const moves = [{ id: ann, fromStageId: idOf('sales-new') }];
    expect(fixture.refusal('lead.changeStage', { moves, stageId: idOf('sales-contacted') })).toMatchObject({
      code: 'WRONG_STATE',
      details: { status: 'converted' },
    });
    expect(fixture.store.snapshot()).toEqual(before);
  });

  it.each([
    ['a new and an existing account', { account, accountId: idOf('x') }, 'VALIDATION_FAILED', 'accountId'],
    ['a new and an existing contact', { contact, contactId: idOf('x') }, 'VALIDATION_FAILED', 'contactId'],
    ['an account that is not there', { accountId: idOf('x') }, 'VALIDATION_FAILED', 'accountId'],
    ['a contact that is not there', { contactId: idOf('x') }, 'VALIDATION_FAILED', 'contactId'],
    [
      'a stage of leads',
      { opportunity: { ...opportunity, stageId: idOf('sales-new') } },
      'UNKNOWN_STAGE',
      'opportunity.stageId',
    ],
    [
      'a pipeline of leads',
      { opportunity: { ...opportunity, pipelineId: idOf('sales') } },
      'UNKNOWN_PIPELINE',
      'opportunity.pipelineId',
    ],
    [
      'a product that is not there',
      { opportunity: { ...opportunity, productId: idOf('x') } },
      'VALIDATION_FAILED',
      'opportunity.productId',
    ],
    ['nobody', { opportunity: { ...opportunity, ownerId: idOf('x') } }, 'UNKNOWN_ASSIGNEE', 'opportunity.ownerId'],
  ])('refuses %s, and then makes nothing', (_what, asked, code, field) => {
    const before = fixture.store.snapshot();
    expect(fixture.refusal('lead.convert', { id: ann, ...asked })).toMatchObject({ code, fields: [{ field }] });
    expect(fixture.store.snapshot()).toEqual(before);
  });

  it('names the fields that the opportunity’s stage asks for', () => {
    const changes = { requiredFields: { from: [], to: ['expectedCloseAt', 'valueMinor'] } };
    fixture.run('stage.update', { id: idOf('deals-engaging'), changes }, asOwner);
    expect(fixture.refusal('lead.convert', all)).toMatchObject({
      code: 'STAGE_FIELDS_MISSING',
      fields: [{ field: 'opportunity.expectedCloseAt' }],
    });
  });

  it('needs a company for an account, an open lead outside the trash, and that the actor sees it', () => {
    const bob = fixture.lead('bob');
    expect(fixture.refusal('lead.convert', { id: bob, account })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'account.name', code: 'required' }],
    });
    expect(fixture.refusal('lead.convert', { id: ann }, seeing(eq('id', bob))).code).toBe('NOT_FOUND');
    expect(fixture.refusal('lead.convert', { id: ann }, seeing(never)).code).toBe('NOT_FOUND');
    fixture.run('lead.disqualify', { id: bob, reason: 'x' });
    expect(fixture.refusal('lead.convert', { id: bob })).toMatchObject({ code: 'WRONG_STATE' });
    fixture.run('lead.trash', { ids: [ann] });
    expect(fixture.refusal('lead.convert', { id: ann })).toMatchObject({
      code: 'WRONG_STATE',
      details: { state: 'trashed' },
    });
  });

  it('refuses a contact that has another lead in the pipeline, offline it flags it', () => {
    fixture.run('contact.create', { id: contact.id, lastName: 'Shared' });
    fixture.lead('bob', { contactId: contact.id });
    expect(fixture.refusal('lead.convert', { id: ann, contactId: contact.id })).toMatchObject({
      code: 'DUPLICATE',
      fields: [{ field: 'contactId' }],
    });
    fixture.run('lead.convert', { id: ann, contactId: contact.id }, { origin: 'sync' });
    expect(fixture.row('leads', ann)).toMatchObject({ status: 'converted', duplicateOfId: idOf('bob') });
  });

  it('is taken back with everything it made', () => {
    const before = fixture.row('leads', ann);
    fixture.run('lead.convert', all);
    fixture.run('action.undo', { of: fixture.lastAction });
    expect({ ...fixture.row('leads', ann), updatedAt: 0 }).toEqual({ ...before, updatedAt: 0 });
    for (const table of ['contacts', 'accounts', 'opportunities'] as const) expect(fixture.rows(table)).toEqual([]);
  });
});
