import { expect, test } from 'vitest';
import type { DeviceReport } from '../../core/protocol/headers.ts';
import { Contacts } from './contacts.ts';

const minute = 60_000;
const report = (pending: number): DeviceReport => ({
  name: 'Laptop',
  platform: 'Linux',
  appVersion: '1.0.0',
  pending,
  oldestPendingAt: null,
});

test('a device that pulls every second is noted every few minutes', () => {
  const contacts = new Contacts();
  let notes = 0;
  for (let at = 0; at < 60 * minute; at += 1000) if (contacts.isDue(['org', 'c', 's'], undefined, at)) notes += 1;
  expect(notes).toBe(15);
});

test('a new session, and that its outbox ran empty, are noted at once', () => {
  const contacts = new Contacts();
  expect(contacts.isDue(['org', 'c', 's'], report(3), 0)).toBe(true);
  expect(contacts.isDue(['org', 'c', 's'], report(2), 1)).toBe(false);
  expect(contacts.isDue(['org', 'c', 's'], report(0), 2)).toBe(true);
  expect(contacts.isDue(['org', 'c', 's'], undefined, 3)).toBe(false);
  expect(contacts.isDue(['org', 'c', 's2'], report(0), 4)).toBe(true);
});

test('what could not be noted is tried again', () => {
  const contacts = new Contacts();
  contacts.isDue(['org', 'c', 's'], undefined, 0);
  contacts.forget(['org', 'c', 's']);
  expect(contacts.isDue(['org', 'c', 's'], undefined, 1)).toBe(true);
});
