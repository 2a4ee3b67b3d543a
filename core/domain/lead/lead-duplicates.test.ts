import { beforeEach, describe, expect, it } from 'vitest';
import { eq } from '../../kernel/predicates.ts';
import { asOwner, Fixture, seeing } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

const create = (values: object, overrides = {}) =>
  fixture.run('lead.create', { id: idOf('new'), lastName: 'Noor', ...values }, overrides);
const refusal = (values: object, overrides = {}) =>
  fixture.refusal('lead.create', { id: idOf('new'), lastName: 'Noor', ...values }, overrides);
const made = () => fixture.row('leads', idOf('new'));

describe('an address that is taken', () => {
  beforeEach(() => {
    fixture.lead('first', { firstName: 'Ann', email: 'ann@x.org' });
  });

  it('is refused, naming the other lead', () => {
    expect(refusal({ email: ' Ann@X.org' })).toMatchObject({
      code: 'EMAIL_TAKEN',
      details: { email: 'ann@x.org', leadId: idOf('first'), name: 'Ann first' },
      fields: [{ field: 'email' }],
    });
  });

  it('is refused without naming a lead that the actor does not see', () => {
    const { code, details } = refusal({ email: 'ann@x.org' }, seeing(eq('id', idOf('nothing'))));
    expect(code).toBe('EMAIL_TAKEN');
    expect(details).toEqual({ email: 'ann@x.org' });
  });

  it.each([
    ['the write says so', { onDuplicate: 'accept' }, {}],
    ['it comes from a device', { onDuplicate: 'refuse' }, { origin: 'sync' }],
    ['it comes from a file', {}, { origin: 'import' }],
  ])('is accepted and flagged when %s', (_, values, overrides) => {
    create({ email: 'ann@x.org', ...values }, overrides);
    expect(made().duplicateOfId).toBe(idOf('first'));
  });

  it('is free again when the other lead is in the trash', () => {
    fixture.run('lead.trash', { ids: [idOf('first')] });
    create({ email: 'ann@x.org' });
    expect(made().duplicateOfId).toBeNull();
  });
});

describe('a lead for a contact', () => {
  const contact = { id: idOf('carl'), firstName: 'Carl', lastName: 'Cook', email: 'carl@x.org', phones: ['123456'] };

  it('takes over what the person leaves empty', () => {
    fixture.run('contact.create', contact);
    create({ contactId: idOf('carl'), lastName: 'Other', firstName: '' });
    expect(made()).toMatchObject({
      firstName: 'Carl',
      lastName: 'Other',
      email: 'carl@x.org',
      phones: '["123456"]',
      contactId: idOf('carl'),
    });
  });

  it('is refused twice in one pipeline', () => {
    fixture.run('contact.create', contact);
    fixture.lead('first', { contactId: idOf('carl') });
    expect(refusal({ contactId: idOf('carl') })).toMatchObject({
      code: 'DUPLICATE',
      details: { leadId: idOf('first'), contactId: idOf('carl'), pipelineId: idOf('sales') },
    });
    create({ contactId: idOf('carl') }, { origin: 'sync' });
    expect(made().duplicateOfId).toBe(idOf('first'));
  });

  it('shares its address with the contact’s leads in other pipelines, and is flagged beside a stranger’s', () => {
    fixture.run('contact.create', contact);
    fixture.run(
      'pipeline.create',
      { id: idOf('p2'), name: 'Second', module: 'leads', stages: [{ id: idOf('p2-a'), name: 'A' }] },
      asOwner,
    );
    fixture.lead('first', { contactId: idOf('carl') });
    create({ contactId: idOf('carl'), pipelineId: idOf('p2') });
    expect(made().duplicateOfId).toBeNull();
    fixture.run('contact.create', { id: idOf('dora'), email: 'carl@x.org' });
    fixture.lead('third', { contactId: idOf('dora') });
    expect(fixture.row('leads', idOf('third')).duplicateOfId).not.toBeNull();
  });

  it('can be made together with its contact, or not at all', () => {
    const args = { contact, lead: { id: idOf('new'), company: 'Cook Ltd', valueMinor: 100_000 } };
    fixture.run('lead.createWithContact', args);
    expect(made()).toMatchObject({
      lastName: 'Cook',
      email: 'carl@x.org',
      contactId: idOf('carl'),
      company: 'Cook Ltd',
    });
    expect(fixture.row('contacts', idOf('carl'))).toMatchObject({ email: 'carl@x.org', ownerId: idOf('rita') });
    const again = { contact: { ...contact, id: idOf('c2') }, lead: { id: idOf('l2') } };
    expect(fixture.refusal('lead.createWithContact', again).code).toBe('EMAIL_TAKEN');
    expect(fixture.find('contacts', idOf('c2'))).toBeUndefined();
    expect(
      fixture.refusal('lead.createWithContact', { contact: { id: idOf('c3') }, lead: { id: idOf('l3') } }),
    ).toMatchObject({
      fields: [{ field: 'contact.lastName', code: 'name_required' }],
    });
  });
});
