import { expect, test } from 'vitest';
import { parsedDate } from './parsed-date.ts';

test('reads dates in the order of the language, and ISO in any', () => {
  expect(parsedDate('21.11.2026', 'de-DE')).toBe('2026-11-21');
  expect(parsedDate('11/21/26', 'en-US')).toBe('2026-11-21');
  expect(parsedDate('21/11/2026', 'en-GB')).toBe('2026-11-21');
  expect(parsedDate('2026-11-21', 'de-DE')).toBe('2026-11-21');
});

test('refuses what is no date', () => {
  expect(parsedDate('31.2.2026', 'de-DE')).toBeNull();
  expect(parsedDate('11/2026', 'en-US')).toBeNull();
  expect(parsedDate('tomorrow', 'en-US')).toBeNull();
});
