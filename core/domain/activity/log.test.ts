import { beforeEach, describe, expect, it } from 'vitest';
import { never } from '../../kernel/predicates.ts';
import { dayMs, Fixture, hourMs, seeing, startMs } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const leadId = idOf('ann');
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann');
});

const log = (name: string, more: object = {}, overrides = {}) =>
  fixture.run('activity.log', { id: idOf(name), leadId, type: 'CALL', ...more }, overrides);

describe('activity.log', () => {
  it('logs what happened, with what the type brings', () => {
    log('mail', {
      type: 'EMAIL_SENT',
      description: 'Follow-up',
      metadata: { emailSubject: 'Re: your inquiry', tries: [1, { ok: true }] },
      occurredAt: startMs - dayMs,
    });
    expect(fixture.row('activities', idOf('mail'))).toMatchObject({
      userId: idOf('rita'),
      type: 'EMAIL_SENT',
      metadata: '{"emailSubject":"Re: your inquiry","tries":[1,{"ok":true}]}',
      occurredAt: startMs - dayMs,
      createdAt: startMs,
    });
  });

  it('moves the last contact forward, never back', () => {
    log('one', { occurredAt: startMs - hourMs });
    expect(fixture.row('leads', leadId).lastContactedAt).toBe(startMs - hourMs);
    log('two', { occurredAt: startMs - dayMs });
    log('three', { type: 'OTHER' });
    log('four', { occurredAt: startMs + dayMs });
    expect(fixture.row('leads', leadId).lastContactedAt).toBe(startMs - hourMs);
    log('five');
    expect(fixture.row('leads', leadId).lastContactedAt).toBe(startMs);
  });

  it('refuses unknown types, bad metadata, ids in use and leads that are gone', () => {
    log('one');
    const refusal = (more: object, overrides = {}) =>
      fixture.refusal('activity.log', { id: idOf('two'), leadId, type: 'CALL', ...more }, overrides);
    expect(refusal({ type: 'FAX' })).toMatchObject({ fields: [{ field: 'type' }] });
    expect(refusal({ metadata: { text: 'x'.repeat(10_000) } })).toMatchObject({ fields: [{ field: 'metadata' }] });
    expect(refusal({ metadata: 'text' })).toMatchObject({ fields: [{ field: 'metadata' }] });
    expect(refusal({ description: 'x'.repeat(10_001) })).toMatchObject({ fields: [{ field: 'description' }] });
    expect(refusal({ id: idOf('one') }).code).toBe('ID_TAKEN');
    expect(refusal({}, seeing(never)).code).toBe('NOT_FOUND');
    fixture.run('lead.trash', { ids: [leadId] });
    expect(refusal({}).code).toBe('WRONG_STATE');
    log('late', {}, { origin: 'sync' });
  });
});
