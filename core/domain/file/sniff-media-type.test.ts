import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShownInline } from './file-limits.ts';
import { sniffedBytes, sniffMediaType } from './sniff-media-type.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((c) => c.charCodeAt(0)) : part)));

describe('sniffMediaType', () => {
  it.each([
    ['a.png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a], 'rest'), 'image/png'],
    ['a.jpg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['a', bytes('GIF89a'), 'image/gif'],
    ['a', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 '), 'image/webp'],
    ['a', bytes('RIFF', [1, 2, 3, 4], 'AVI LIST'), 'application/octet-stream'],
    ['a', bytes([0, 0, 0, 0x1c], 'ftypavif'), 'image/avif'],
    ['a', bytes([0, 0, 0, 0x1c], 'ftypheic'), 'image/heic'],
    ['offer.pdf', bytes('%PDF-1.7'), 'application/pdf'],
    ['offer.docx', bytes('PK', [3, 4]), 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['offer.jar', bytes('PK', [3, 4]), 'application/zip'],
    ['old.xls', bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'application/vnd.ms-excel'],
    ['list.csv', bytes('a;b\r\n1;2'), 'text/csv'],
    ['notes', bytes('Grüße'), 'text/plain'],
    ['a.exe', bytes('MZ', [0x90, 0x00, 0x03]), 'application/octet-stream'],
    ['empty', bytes(), 'application/octet-stream'],
  ])('knows %s by its bytes', (name, head, type) => {
    expect(sniffMediaType(head, name)).toBe(type);
  });

  it('is not fooled by a name: what a page would run is text', () => {
    expect(sniffMediaType(bytes('<html><script>alert(1)</script>'), 'photo.png')).toBe('text/plain');
    expect(sniffMediaType(bytes('<svg xmlns="x" onload="alert(1)"/>'), 'logo.svg')).toBe('text/plain');
    expect(sniffMediaType(bytes('MZ', [0]), 'photo.jpg')).toBe('application/octet-stream');
  });

  it('shows inline only what begins as an image, whatever the rest', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: sniffedBytes }), fc.string(), (head, name) => {
        const type = sniffMediaType(head, name);
        expect(type).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/);
        if (isShownInline(type)) expect([0xff, 0x89, 0x47, 0x52, 0x00]).toContain(head[0]);
      }),
    );
  });
});
