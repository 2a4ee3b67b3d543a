import { beforeEach, describe, expect, it } from 'vitest';
import { eq, never } from '../../kernel/predicates.ts';
import { organizationId } from '../../schema/people.ts';
import { asOwner, Fixture, hourMs, seeing, startMs, to } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { defaultDocumentMaxBytes, photoMaxBytes } from './file-limits.ts';

let fixture: Fixture;
const leadId = idOf('ann');
const id = idOf('file');
const sha256 = 'a'.repeat(64);
const file = { id, leadId, name: 'Offer.pdf', mediaType: 'application/pdf', size: 1000, sha256 };
const photo = { ...file, name: 'ann.png', mediaType: 'image/png' };
const later = { now: startMs + hourMs };

beforeEach(() => {
  fixture = new Fixture();
  fixture.lead('ann');
});

/** As the server would write once it has the bytes. */
const stored = (document: string): void =>
  fixture.write([{ table: 'documents', row: { ...fixture.row('documents', document), storedAt: startMs } }]);

describe('document.add', () => {
  it('says what is there and that its bytes are not', () => {
    fixture.run('document.add', file);
    expect(fixture.row('documents', id)).toMatchObject({
      ...file,
      kind: 'document',
      storedAt: null,
      removedAt: null,
      createdAt: startMs,
      createdBy: idOf('rita'),
    });
    expect(fixture.history(leadId)).toContain('documentAdded - - Offer.pdf');
  });

  it('takes an empty file and one as large as the limit, and says the limit to a larger one', () => {
    fixture.run('document.add', { ...file, size: 0 });
    fixture.run('document.add', { ...file, id: idOf('large'), size: defaultDocumentMaxBytes });
    const size = defaultDocumentMaxBytes + 1;
    expect(fixture.refusal('document.add', { ...file, id: idOf('larger'), size })).toEqual({
      code: 'FILE_TOO_LARGE',
      details: { size, maxBytes: defaultDocumentMaxBytes },
    });
    fixture.run('organization.update', { id: organizationId, changes: to({ documentMaxBytes: 10 }) }, asOwner);
    expect(fixture.refusal('document.add', { ...file, id: idOf('f2'), size: 11 }).details).toMatchObject({
      maxBytes: 10,
    });
  });

  it.each(['', '  ', '../a', 'a/b', 'a\\b', '..', 'a\0b', 'a\nb', 'exe\u202egpj', 'x'.repeat(256), 'a\u0007'])(
    'refuses the name %j',
    (name) => {
      expect(fixture.refusal('document.add', { ...file, name })).toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: [{ field: 'name' }],
      });
    },
  );

  it('keeps names of all scripts, composed', () => {
    fixture.run('document.add', { ...file, name: ' Gru\u0308ße 日本 🦆.pdf ' });
    expect(fixture.row('documents', id).name).toBe('Grüße 日本 🦆.pdf');
  });

  it('refuses hashes and types that are none, unseen and trashed leads, ids in use', () => {
    expect(fixture.refusal('document.add', { ...file, sha256: 'A'.repeat(64) }).fields).toMatchObject([
      { field: 'sha256' },
    ]);
    expect(fixture.refusal('document.add', { ...file, mediaType: 'text/html; x' }).fields).toMatchObject([
      { field: 'mediaType' },
    ]);
    expect(fixture.refusal('document.add', file, seeing(never)).code).toBe('NOT_FOUND');
    fixture.run('document.add', file);
    expect(fixture.refusal('document.add', file).code).toBe('ID_TAKEN');
    fixture.run('lead.trash', { ids: [leadId] });
    expect(fixture.refusal('document.add', { ...file, id: idOf('f2') }).code).toBe('WRONG_STATE');
    fixture.run('document.add', { ...file, id: idOf('f2') }, { origin: 'sync' });
  });

  it('counts a content as stored only for who can read it already: a hash alone proves nothing', () => {
    const other = fixture.lead('bob');
    fixture.run('document.add', file);
    stored(id);
    const again = { ...file, id: idOf('f2'), leadId: other };
    fixture.run('document.add', again, seeing(eq('id', other)));
    expect(fixture.row('documents', again.id).storedAt).toBeNull();
    fixture.run('document.add', { ...again, id: idOf('f3') });
    expect(fixture.row('documents', idOf('f3')).storedAt).toBe(startMs);
  });
});

describe('document.rename, remove and restore', () => {
  it('are in the history, and doing them twice changes nothing', () => {
    fixture.run('document.add', file);
    fixture.run('document.rename', { id, changes: to({ name: 'Final.pdf' }) });
    expect(fixture.run('document.rename', { id, changes: to({ name: 'Final.pdf' }) })).toEqual([]);
    fixture.run('document.remove', { id }, later);
    expect(fixture.row('documents', id).removedAt).toBe(later.now);
    expect(fixture.run('document.remove', { id })).toEqual([]);
    fixture.run('document.restore', { id });
    expect(fixture.row('documents', id)).toMatchObject({ removedAt: null, name: 'Final.pdf' });
    expect(fixture.run('document.restore', { id })).toEqual([]);
    expect(fixture.history(leadId)).toEqual(
      expect.arrayContaining([
        'documentRenamed name Offer.pdf Final.pdf',
        'documentRemoved - Final.pdf -',
        'documentRestored - - Final.pdf',
      ]),
    );
  });

  it.each(['document.rename', 'document.remove', 'document.restore'])('%s refuses what it must', (name) => {
    const args = { id, changes: to({ name: 'x' }) };
    expect(fixture.refusal(name, args).code).toBe('NOT_FOUND');
    fixture.run('document.add', file);
    expect(fixture.refusal(name, args, seeing(never)).code).toBe('NOT_FOUND');
    fixture.run('lead.trash', { ids: [leadId] });
    expect(fixture.refusal(name, args).code).toBe('WRONG_STATE');
  });

  it('refuses a hostile new name', () => {
    fixture.run('document.add', file);
    expect(fixture.refusal('document.rename', { id, changes: to({ name: '../x' }) }).code).toBe('VALIDATION_FAILED');
  });
});

describe('the photo of a lead', () => {
  it('replaces the one its author saw, and leaves the one that somebody else set meanwhile', () => {
    fixture.run('lead.setPhoto', photo);
    fixture.run('lead.setPhoto', { ...photo, id: idOf('p2'), replaces: id }, later);
    fixture.run('lead.setPhoto', { ...photo, id: idOf('p3'), replaces: id }, later);
    const left = fixture.rows('documents').filter((row) => row.removedAt === null);
    expect(left.map((row) => row.id).toSorted()).toEqual([idOf('p2'), idOf('p3')].toSorted());
    expect(fixture.history(leadId)).toContain(`photoSet - ${id} ${idOf('p2')}`);
    fixture.run('lead.clearPhoto', { leadId, photoIds: [id, idOf('p2'), idOf('p3')] }, later);
    expect(fixture.rows('documents').every((row) => row.removedAt !== null)).toBe(true);
    fixture.run('document.restore', { id: idOf('p2') });
    expect(fixture.row('documents', idOf('p2')).removedAt).toBeNull();
  });

  it('is an image that every screen draws, of at most 10 MB', () => {
    for (const mediaType of ['application/pdf', 'text/plain', 'image/svg+xml', 'image/heic']) {
      expect(fixture.refusal('lead.setPhoto', { ...photo, mediaType })).toMatchObject({
        code: 'FILE_TYPE_REFUSED',
        details: { mediaType },
      });
    }
    expect(fixture.refusal('lead.setPhoto', { ...photo, size: 0 }).code).toBe('FILE_TYPE_REFUSED');
    expect(fixture.refusal('lead.setPhoto', { ...photo, size: photoMaxBytes + 1 }).code).toBe('FILE_TOO_LARGE');
    fixture.run('lead.setPhoto', { ...photo, size: photoMaxBytes });
  });

  it('leaves documents, and the photos of other leads, alone', () => {
    const other = fixture.lead('bob');
    fixture.run('document.add', file);
    fixture.run('lead.setPhoto', { ...photo, id: idOf('p1'), leadId: other, replaces: id });
    fixture.run('lead.clearPhoto', { leadId, photoIds: [id, idOf('p1')] });
    expect(fixture.rows('documents').every((row) => row.removedAt === null)).toBe(true);
    expect(fixture.refusal('lead.clearPhoto', { leadId, photoIds: [] }).code).toBe('VALIDATION_FAILED');
  });
});
