import { describe, expect, it } from 'vitest';
import { checkSignIn, normalizeServerUrl } from './sign-in-fields.ts';

describe('the server address', () => {
  it.each([
    ['crm.example.com', 'https://crm.example.com'],
    [' https://crm.example.com/ ', 'https://crm.example.com'],
    ['http://10.0.0.5:8080', 'http://10.0.0.5:8080'],
    ['localhost:8787', 'http://localhost:8787'],
    ['127.0.0.1:8787/', 'http://127.0.0.1:8787'],
    ['localhost.example.com', 'https://localhost.example.com'],
    ['', ''],
  ])('%s', (typed, completed) => {
    expect(normalizeServerUrl(typed)).toBe(completed);
  });
});

it('names every wrong field', () => {
  const typed = { serverUrl: 'ftp://x', email: 'nobody', password: '' };
  expect([...checkSignIn(typed).wrong].toSorted()).toEqual(['email', 'password', 'serverUrl']);
  expect(checkSignIn({ serverUrl: 'crm.example.com', email: 'a@b.co', password: 'x' }).wrong.size).toBe(0);
});
