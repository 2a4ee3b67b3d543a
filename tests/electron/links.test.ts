import fc from 'fast-check';
import { expect, test } from 'vitest';
import { externalLink } from '../../electron/shell/external-links.ts';
import { hashOfLink, linkIn } from '../../electron/shell/deep-links.ts';

const exact = /^#\/lead\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const hostile = fc.constantFrom(
  '..',
  '/',
  '%2e%2e',
  '%2F',
  '\\',
  '\0',
  '\n',
  '?x=1',
  '#y',
  '"',
  "'",
  '<script>',
  ' ',
  'é',
  '&',
  ';',
);

test('a link to a lead names its place, in any case', () => {
  fc.assert(
    fc.property(fc.uuid({ version: [4, 7] }), fc.boolean(), (id, upper) => {
      const link = `outpost://lead/${id}`;
      expect(hashOfLink(upper ? link.toUpperCase() : link)).toBe(`#/lead/${id}`);
    }),
  );
});

test('whatever is added to a link makes it no link', () => {
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), hostile, fc.nat(60), (id, extra, at) => {
      const link = `outpost://lead/${id}`;
      const place = Math.min(at, link.length);
      const changed = link.slice(0, place) + extra + link.slice(place);
      // The one difference that is none: a slash at the end, which browsers add.
      if (changed === `${link}/`) return;
      expect(hashOfLink(changed)).toBeUndefined();
    }),
  );
});

test('no text at all gives anything but a lead', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'binary' }).map((rest) => `outpost://lead/${rest}`),
    fc.webUrl(),
    fc.constantFrom(
      'outpost://settings',
      'outpost:lead',
      'outpost://lead/',
      'javascript:alert(1)',
      'outpost://lead@evil/x',
    ),
  );
  fc.assert(
    fc.property(text, (link) => {
      expect(hashOfLink(link) ?? '#/lead/00000000-0000-7000-8000-000000000000').toMatch(exact);
    }),
  );
});

test('the command line gives its link, never its program or a switch', () => {
  expect(linkIn(['outpost://lead/x', '--flag'])).toBeUndefined();
  expect(linkIn(['/usr/bin/outpost', '--flag=outpost://a', 'OUTPOST://lead/x'])).toBe('OUTPOST://lead/x');
});

test('the system opens pages, mails and calls only', () => {
  expect(externalLink('https://example.com/ä b')).toBe('https://example.com/%C3%A4%20b');
  for (const address of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-msdt:/id',
    'https://bank.example@evil.example/',
    'https://user:pw@evil.example/',
    `https://example.com/${'a'.repeat(3000)}`,
    'example.com',
    '',
  ]) {
    expect(externalLink(address)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (address) => {
      expect(externalLink(address) ?? 'https:').toMatch(/^(https?|mailto|tel):/);
    }),
  );
});
