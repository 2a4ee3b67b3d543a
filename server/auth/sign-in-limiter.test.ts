import { expect, test } from 'vitest';
import { SignInLimiter } from './sign-in-limiter.ts';

const minute = 60_000;

test('five wrong guesses from one address, then a wait until the window ends', () => {
  let now = 0;
  const limiter = new SignInLimiter(() => now);
  for (let i = 0; i < 5; i += 1) expect(limiter.begin('a@b.co', '10.0.0.1')).toBe(0);
  now = minute;
  expect(limiter.begin('a@b.co', '10.0.0.1')).toBe(14 * 60);
  expect(limiter.begin('a@b.co', '10.0.0.2')).toBe(0);
  expect(limiter.begin('other@b.co', '10.0.0.1')).toBe(0);
  now = 15 * minute;
  expect(limiter.begin('a@b.co', '10.0.0.1')).toBe(0);
});

test('an account that is guessed at from everywhere is closed to everyone for a while', () => {
  const limiter = new SignInLimiter(() => 0);
  const waits = Array.from({ length: 25 }, (_, i) => limiter.begin('a@b.co', `10.0.0.${i}`));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
});

test('an address that tries many accounts is stopped', () => {
  const limiter = new SignInLimiter(() => 0);
  const waits = Array.from({ length: 60 }, (_, i) => limiter.begin(`a${i}@b.co`, '10.0.0.1'));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(50);
});

test('the right password forgets what the person mistyped before', () => {
  const limiter = new SignInLimiter(() => 0);
  for (let i = 0; i < 100; i += 1) {
    expect(limiter.begin('a@b.co', '10.0.0.1')).toBe(0);
    limiter.succeeded('a@b.co', '10.0.0.1');
  }
});
