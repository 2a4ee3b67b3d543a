import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { organizationId } from '../../schema/people.ts';
import { Fixture, seeing, startMs, asOwner } from '../testing/fixture.ts';
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

describe('lead.create', () => {
  it('puts a lead with just a name into the first stage of the default pipeline', () => {
    create({});
    expect(made()).toMatchObject({
      lastName: 'Noor',
      pipelineId: idOf('sales'),
      stageId: idOf('sales-new'),
      stageSince: startMs,
      status: 'open',
      state: 'active',
      priority: 'medium',
      currency: 'EUR',
      phones: '[]',
      createdBy: idOf('rita'),
      assigneeId: null,
      duplicateOfId: null,
    });
    expect(fixture.history(idOf('new'))).toEqual(['created - - Noor']);
  });

  it('keeps every field of the documents', () => {
    create({
      firstName: ' Ann ',
      email: 'ANN@Example.org',
      phones: ['+49 30 123456', ''],
      website: 'https://example.org',
      description: '<p>Saw us at the fair</p>',
      socialMedia: { twitter: '@ann', youtube: '', unknown: 'x' },
      priority: 'high',
      valueMinor: 12_345,
      currency: 'usd',
      sourceId: idOf('fair'),
      teamId: idOf('north'),
      assigneeId: idOf('rolf'),
      utmSource: 'google',
      utmMedium: 'cpc',
      utmCampaign: 'spring',
      employees: 12,
      lastContactedAt: 1000,
      applicationId: 'A-1',
      stageId: idOf('sales-contacted'),
      businessIds: [idOf('ropes'), idOf('paints'), idOf('ropes')],
      note: 'First call on Monday',
    });
    expect(made()).toMatchObject({
      firstName: 'Ann',
      email: 'ann@example.org',
      phones: '["+49 30 123456"]',
      description: '<p>Saw us at the fair</p>',
      socialMedia: '{"twitter":"@ann"}',
      currency: 'USD',
      stageId: idOf('sales-contacted'),
      assigneeId: idOf('rolf'),
    });
    expect(fixture.rows('leadBusinesses').map((row) => row.businessId)).toHaveLength(2);
    expect(fixture.rows('notes')).toMatchObject([{ body: 'First call on Monday', authorId: idOf('rita') }]);
  });

  it('needs a first name, a last name or a company', () => {
    for (const field of ['firstName', 'lastName', 'company']) {
      new Fixture().run('lead.create', { id: idOf('new'), [field]: 'x' });
    }
    expect(refusal({ lastName: '  ', title: 'CEO' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'lastName', code: 'name_required' }],
    });
  });

  it('names every bad field at once', () => {
    const { code, fields } = refusal({
      firstName: 'x'.repeat(256),
      email: 'nope',
      phones: ['123', '1234567890123456'],
      description: 'x'.repeat(10_001),
      valueMinor: 1.5,
      priority: 'urgent',
      socialMedia: { twitter: 'x'.repeat(256) },
    });
    expect(code).toBe('VALIDATION_FAILED');
    expect(fields!.map(({ field }) => field).toSorted()).toEqual(
      ['description', 'email', 'firstName', 'phones.1', 'priority', 'socialMedia.twitter', 'valueMinor'].toSorted(),
    );
  });

  it.each([
    ['stageId', idOf('deals-won'), 'UNKNOWN_STAGE'],
    ['stageId', idOf('nothing'), 'UNKNOWN_STAGE'],
    ['pipelineId', idOf('deals'), 'UNKNOWN_PIPELINE'],
    ['sourceId', idOf('nothing'), 'UNKNOWN_SOURCE'],
    ['sourceId', idOf('fax'), 'UNKNOWN_SOURCE'],
    ['sourceId', idOf('fair'), 'UNKNOWN_SOURCE'],
    ['assigneeId', idOf('nobody'), 'UNKNOWN_ASSIGNEE'],
    ['assigneeId', idOf('ines'), 'UNKNOWN_ASSIGNEE'],
    ['teamId', idOf('west'), 'VALIDATION_FAILED'],
    ['contactId', idOf('nobody'), 'VALIDATION_FAILED'],
    ['accountId', idOf('nothing'), 'VALIDATION_FAILED'],
  ])('refuses an unknown %s (%s) as %s', (field, value, code) => {
    expect(refusal({ [field]: value })).toMatchObject({ code, fields: [{ field }] });
  });

  it('refuses an unknown business, and a stage of another pipeline than the one named', () => {
    expect(refusal({ businessIds: [idOf('ropes'), idOf('x')] })).toMatchObject({
      code: 'VALIDATION_FAILED',
      details: { ids: [idOf('x')] },
      fields: [{ field: 'businessIds' }],
    });
    fixture.run('pipeline.create', { id: idOf('p2'), name: 'Second', module: 'leads' }, asOwner);
    expect(refusal({ pipelineId: idOf('p2'), stageId: idOf('sales-new') }).code).toBe('UNKNOWN_STAGE');
    expect(refusal({ pipelineId: idOf('p2') }).code).toBe('UNKNOWN_STAGE');
  });

  it('accepts what has been retired since when it comes from a device', () => {
    create({ assigneeId: idOf('ines'), sourceId: idOf('fax') }, { origin: 'sync' });
    expect(made()).toMatchObject({ assigneeId: idOf('ines'), sourceId: idOf('fax') });
  });

  it('refuses an id that is in use, even by a lead that the actor does not see', () => {
    fixture.lead('taken');
    const args = { id: idOf('taken'), lastName: 'x' };
    expect(fixture.refusal('lead.create', args, seeing(never))).toMatchObject({ code: 'ID_TAKEN' });
  });

  it('asks for the fields that the stage and the organization require', () => {
    expect(refusal({ stageId: idOf('sales-proposal'), email: 'a@x.org' })).toMatchObject({
      code: 'STAGE_FIELDS_MISSING',
      details: { missing: ['valueMinor'] },
      fields: [{ field: 'valueMinor' }],
    });
    const organization = fixture.row('organization', organizationId);
    fixture.write([{ table: 'organization', row: { ...organization, requiredLeadFields: '["phones","sourceId"]' } }]);
    expect(refusal({})).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [
        { field: 'phones', code: 'required' },
        { field: 'sourceId', code: 'required' },
      ],
    });
  });

  it('insists on team and source only when asked to', () => {
    create({ id: idOf('other') });
    expect(refusal({ requireTeamAndSource: true })).toMatchObject({ fields: [{ field: 'teamId', code: 'required' }] });
    expect(refusal({ requireTeamAndSource: true, teamId: idOf('north') })).toMatchObject({
      fields: [{ field: 'sourceId', code: 'required' }],
    });
    create({ requireTeamAndSource: true, teamId: idOf('south') });
  });
});
