import { expect, test } from 'vitest';
import { amountOf, amountText, webAddress, withNetwork } from './field-values.ts';

test('amounts go from minor units to text and back, in every currency', () => {
  expect(amountText(1_875_050, 'EUR')).toBe('18750.50');
  expect(amountText(1_875_000, 'EUR')).toBe('18750');
  expect(amountText(1_875, 'JPY')).toBe('1875');
  expect(amountText(null, 'EUR')).toBe('');
  expect(amountOf('18750,5', 'EUR')).toBe(1_875_050);
  expect(amountOf('18 750.50', 'EUR')).toBe(1_875_050);
  expect(amountOf(' ', 'EUR')).toBeNull();
  expect(amountOf('many', 'EUR')).toBeNaN();
});

test('the last network removed leaves nothing', () => {
  expect(withNetwork({ youtube: 'a' }, 'facebook', ' b ')).toEqual({ youtube: 'a', facebook: 'b' });
  expect(withNetwork({ youtube: 'a' }, 'youtube', '')).toBeNull();
});

test('an address without scheme opens over https', () => {
  expect(webAddress('weber.example')).toBe('https://weber.example');
  expect(webAddress('http://weber.example')).toBe('http://weber.example');
});
