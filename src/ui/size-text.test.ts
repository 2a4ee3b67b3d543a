import { expect, it } from 'vitest';
import { sizeText } from './size-text.ts';

it('says sizes as people read them', () => {
  expect([0, 1, 1023, 1024, 1536, 52_428_800].map((bytes) => sizeText(bytes, 'en'))).toEqual([
    '0 bytes',
    '1 byte',
    '1,023 bytes',
    '1 kB',
    '1.5 kB',
    '50 MB',
  ]);
});
