import { describe, expect, it } from 'vitest';
import { passwordError } from './password-rules.ts';

const rita = { name: 'Rita Reimann', email: 'rita.reimann@harbour.test' };

describe('passwords', () => {
  it.each(['correct horse battery', 'ein langer satz ohne ziffern', 'пароль из слов длинный', 'zzzz1111????//// QQQ'])(
    'takes %s, whatever it is made of',
    (password) => {
      expect(passwordError(password, rita)).toBeUndefined();
    },
  );

  it.each([
    ['short', 'too_small'],
    ['x'.repeat(1025), 'too_big'],
    ['12345678900987654321', 'common'],
    ['PasswordPassword', 'common'],
    ['qwertyqwertyqwe', 'common'],
    ['aaaaaaaaaaaaaaaaaa', 'common'],
    ['rita.reimann@harbour.test', 'personal'],
    ['Rita-Reimann-2026', 'personal'],
    ['harbourharbour1!', 'personal'],
  ])('refuses %s as %s', (password, code) => {
    expect(passwordError(password, rita, 'new')).toMatchObject({ field: 'new', code });
  });
});
