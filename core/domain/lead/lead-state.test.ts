import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { eq } from '../../kernel/predicates.ts';
import { Fixture, hourMs, seeing, startMs } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';

let fixture: Fixture;
const [ann, bob] = [idOf('ann'), idOf('bob')];
const ids = [ann, bob];
beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann', { email: 'ann@x.org' });
  fixture.lead('bob');
});

describe('lead.archive, lead.restore and lead.trash', () => {
  it('put many away and bring them back', () => {
    fixture.run('lead.archive', { ids });
    expect(fixture.rows('leads').map((lead) => lead.state)).toEqual(['archived', 'archived']);
    expect(fixture.run('lead.archive', { ids })).toEqual([]);
    fixture.run('lead.restore', { ids: [ann] });
    fixture.run('lead.trash', { ids }, { now: startMs + hourMs });
    expect(fixture.row('leads', ann)).toMatchObject({ state: 'trashed', trashedAt: startMs + hourMs });
    fixture.run('lead.restore', { ids });
    expect(fixture.row('leads', ann)).toMatchObject({ state: 'active', trashedAt: null });
    expect(fixture.run('lead.restore', { ids })).toEqual([]);
    expect(fixture.history(ann).toSorted()).toEqual(
      [
        'archived - - -',
        'created - - ann',
        'restored - archived -',
        'restored - trashed -',
        'trashed - active -',
      ].toSorted(),
    );
  });

  it.each(['lead.archive', 'lead.restore', 'lead.trash'])('%s changes nothing when one lead is unknown', (name) => {
    const before = fixture.store.snapshot();
    expect(fixture.refusal(name, { ids: [ann, idOf('x'), idOf('y')] })).toMatchObject({
      code: 'UNKNOWN_LEADS',
      details: { ids: [idOf('x'), idOf('y')] },
    });
    expect(fixture.refusal(name, { ids }, seeing(eq('id', ann)))).toMatchObject({ details: { ids: [bob] } });
    expect(fixture.refusal(name, { ids: [] })).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(fixture.store.snapshot()).toEqual(before);
  });

  it('refuse what is in the trash already, unless two people trashed it offline', () => {
    fixture.run('lead.trash', { ids: [ann] });
    expect(fixture.refusal('lead.trash', { ids })).toMatchObject({ code: 'ALREADY_DELETED', details: { ids: [ann] } });
    expect(fixture.refusal('lead.archive', { ids })).toMatchObject({ code: 'WRONG_STATE', details: { ids: [ann] } });
    expect(fixture.row('leads', bob).state).toBe('active');
    fixture.run('lead.trash', { ids }, { origin: 'sync' });
    expect(fixture.row('leads', bob).state).toBe('trashed');
  });

  it('flag an address that became another lead’s in the meantime', () => {
    fixture.run('lead.trash', { ids: [ann] });
    fixture.lead('anna', { email: 'ann@x.org' });
    fixture.run('lead.restore', { ids: [ann] });
    expect(fixture.row('leads', ann).duplicateOfId).toBe(idOf('anna'));
  });

  it('leave everything else as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom('lead.archive', 'lead.trash'), fc.integer({ min: 0, max: 1e9 }), (name, later) => {
        const before = fixture.row('leads', ann);
        fixture.run(name, { ids: [ann] }, { now: startMs + later });
        fixture.run('lead.restore', { ids: [ann] }, { now: startMs + later });
        expect({ ...fixture.row('leads', ann), updatedAt: 0 }).toEqual({ ...before, updatedAt: 0 });
      }),
    );
  });
});

describe('lead.disqualify and lead.reopen', () => {
  it('give a lead up for a reason, and take it up again', () => {
    fixture.run('lead.disqualify', { id: ann, reason: 'No budget', notes: 'Again in autumn' });
    expect(fixture.row('leads', ann)).toMatchObject({ status: 'disqualified', disqualifiedReason: 'No budget' });
    expect(fixture.rows('notes')).toMatchObject([{ leadId: ann, body: 'Again in autumn' }]);
    fixture.run('lead.reopen', { id: ann });
    expect(fixture.row('leads', ann)).toMatchObject({ status: 'open', disqualifiedReason: null });
    expect(fixture.history(ann)).toEqual(
      expect.arrayContaining(['disqualified - - No budget', 'reopened - No budget -']),
    );
  });

  it('need a reason, an open lead, a disqualified one', () => {
    expect(fixture.refusal('lead.disqualify', { id: ann, reason: ' ' })).toMatchObject({
      fields: [{ field: 'reason' }],
    });
    expect(fixture.refusal('lead.reopen', { id: ann })).toMatchObject({
      code: 'WRONG_STATE',
      details: { status: 'open' },
    });
    fixture.run('lead.disqualify', { id: ann, reason: 'x' });
    expect(fixture.refusal('lead.disqualify', { id: ann, reason: 'x' }).code).toBe('WRONG_STATE');
    fixture.write([{ table: 'leads', row: { ...fixture.row('leads', bob), status: 'converted' } }]);
    expect(fixture.refusal('lead.disqualify', { id: bob, reason: 'x' })).toMatchObject({
      code: 'WRONG_STATE',
      details: { status: 'converted' },
    });
    expect(fixture.refusal('lead.disqualify', { id: idOf('x'), reason: 'x' }).code).toBe('NOT_FOUND');
    fixture.run('lead.trash', { ids: [ann] });
    expect(fixture.refusal('lead.reopen', { id: ann })).toMatchObject({ details: { state: 'trashed' } });
  });
});
