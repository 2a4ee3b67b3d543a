import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  isPhoneNumber,
  longTextMax,
  optionalEmail,
  optionalPhone,
  optionalText,
  optionalWebsite,
  phoneList,
  requiredEmail,
  requiredText,
  shortTextMax,
} from './text-fields.ts';

const codes = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map((issue) => issue.code) ?? [];

/** Any text, also long, padded, with NUL, lone surrogates and emoji. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'binary-ascii', minLength: 240, maxLength: 270 }),
  fc.string({ unit: fc.constantFrom('a', ' ', '🦆', '\0', '\ud83e', '\u00a0', 'é'), maxLength: 300 }),
);

describe('texts', () => {
  it('are accepted exactly when at most 255 characters remain that every home can hold', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const trimmed = text.trim();
        const storable = !trimmed.includes('\0') && trimmed.isWellFormed();
        const fits = [...trimmed].length <= shortTextMax;
        const result = optionalText().safeParse(text);
        expect(result.success).toBe(storable && fits);
        expect(result.data).toBe(result.success ? trimmed || null : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it('say by code what is wrong', () => {
    expect(codes(optionalText(), 'x'.repeat(256))).toEqual(['too_big']);
    expect(codes(optionalText(), 'a\0b')).toEqual(['invalid_format']);
    expect(codes(optionalText(), 'a\ud83eb')).toEqual(['invalid_format']);
    expect(codes(optionalText(), 7)).toEqual(['invalid_type']);
    expect(codes(requiredText(), '   ')).toEqual(['too_small']);
    expect(codes(requiredText(longTextMax), 'x'.repeat(10_001))).toEqual(['too_big']);
    expect(codes(requiredText(longTextMax), 'x'.repeat(10_000))).toEqual([]);
  });

  it('count emoji as one character each and trim before they count', () => {
    expect(optionalText().parse('🦆'.repeat(255))).toBe('🦆'.repeat(255));
    expect(codes(optionalText(), '🦆'.repeat(256))).toEqual(['too_big']);
    expect(optionalText().parse(` ${'x'.repeat(255)} `)).toBe('x'.repeat(255));
  });

  it('keep markup as the text that it is', () => {
    const text = '<b onclick="alert(1)">Ann &amp; Bob</b>';
    expect(optionalText().parse(text)).toBe(text);
  });
});

describe('email addresses', () => {
  it.each(['ann@example.org', "o'brien+crm@mail.example.co.uk", 'a@b.io', 'jörg@müller.de', 'x@y.xn--p1ai'])(
    'accept %s',
    (address) => {
      expect(optionalEmail.parse(address)).toBe(address);
    },
  );

  it.each([
    'ann',
    'ann@',
    '@x.org',
    'ann@localhost',
    'a b@x.org',
    'a..b@x.org',
    '.a@x.org',
    'a.@x.org',
    'a@-x.org',
    'a@x-.org',
    'a@x..org',
    '<a@x.org>',
    'a@x.org, b@x.org',
    `${'x'.repeat(65)}@x.org`,
  ])('refuse %s', (address) => {
    expect(codes(optionalEmail, address)).toEqual(['invalid_format']);
  });

  it('are stored in lower case, and parse again to the same', () => {
    expect(optionalEmail.parse('  ANN@Example.ORG ')).toBe('ann@example.org');
    expect(optionalEmail.parse('')).toBeNull();
    expect(codes(requiredEmail, ' ')).toEqual(['too_small']);
    expect(codes(optionalEmail, `${'x'.repeat(250)}@x.org`)).toEqual(['too_big']);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'binary', maxLength: 80 }).map((s) => `${s}@x.org`),
        ),
        (text) => {
          const first = optionalEmail.safeParse(text);
          expect(optionalEmail.safeParse(first.data ?? null).data).toBe(first.data ?? null);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('are judged in time that does not explode', () => {
    const started = performance.now();
    for (const text of [
      `a@${'a.'.repeat(120)}`,
      `a@${'a-'.repeat(120)}`,
      `${'a'.repeat(250)}@`,
      `a@${'a'.repeat(250)}!`,
    ]) {
      optionalEmail.safeParse(text);
    }
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('phone numbers', () => {
  it.each(['999999999', '+49 (0)30 123-456', '(555) 123.4567', '030/123456', '+123456789012345'])(
    'accept %s',
    (text) => {
      expect(optionalPhone.parse(text)).toBe(text);
    },
  );

  it.each(['12', '1234567890123456', '+1 (234) 567-890-123-456-7', 'call me', '123abc', '++49123', '+'])(
    'refuse %s',
    (text) => {
      expect(codes(optionalPhone, text)).toEqual(['invalid_format']);
    },
  );

  it('have at most 15 digits, whatever stands between them', () => {
    const separated = fc.array(fc.constantFrom(...'0123456789 -().'), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(separated, (text) => {
        const digits = [...text].filter((part) => part >= '0' && part <= '9').length;
        expect(isPhoneNumber(text)).toBe(digits >= 3 && digits <= 15);
      }),
    );
  });

  it('make lists without empty and repeated ones', () => {
    expect(phoneList.parse(['123 456', '', ' 123 456 ', '789'])).toEqual(['123 456', '789']);
    expect(codes(phoneList, ['123', 'x'])).toEqual(['invalid_format']);
    expect(
      codes(
        phoneList,
        Array.from({ length: 21 }, (_, i) => `100${i}`),
      ),
    ).toEqual(['too_big']);
  });
});

describe('web addresses', () => {
  it.each(['example.org', 'https://example.org/a?b#c', 'http://example.org:8080', 'EXAMPLE.org/path'])(
    'accept %s',
    (text) => {
      expect(optionalWebsite.parse(text)).toBe(text);
    },
  );

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'mailto:a@b.c',
    'a b',
  ])('refuse %s', (text) => {
    expect(codes(optionalWebsite, text)).toEqual(['invalid_format']);
  });
});
