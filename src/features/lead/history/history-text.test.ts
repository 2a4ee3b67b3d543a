import { expect, test } from 'vitest';
import { formatFor } from '../../../i18n/format.ts';
import { historyText, type HistoryRow, type HistoryWords } from './history-text.ts';

const stage = (id: string, name: string) => [id, { id, name }] as const;
const words = {
  t: (key: string, options: { field?: string; defaultValue?: string } = {}) => options.field ?? key,
  format: formatFor('en-GB', 'Europe/Berlin'),
  workspace: {
    stageById: new Map([stage('s1', 'New'), stage('s2', 'Won')]),
    userById: new Map([['u1', { name: 'Rita' }]]),
    products: [{ id: 'p1', name: 'Rope' }],
  },
  currency: 'EUR',
} as unknown as HistoryWords;

const textOf = (row: Partial<HistoryRow>) =>
  historyText({ event: 'updated', field: null, fromValue: null, toValue: null, ...row }, words);

test('ids become names', () => {
  expect(textOf({ event: 'stage', fromValue: 's1', toValue: 's2' })).toMatchObject({ from: 'New', to: 'Won' });
  expect(textOf({ event: 'assigned', fromValue: null, toValue: 'u1' })).toMatchObject({ from: null, to: 'Rita' });
  expect(textOf({ event: 'productAdded', toValue: 'p1' }).to).toBe('Rope');
  expect(textOf({ event: 'stage', toValue: 'gone' }).to).toBe('common:unknown');
});

test('amounts, lists and times become readable', () => {
  expect(textOf({ field: 'valueMinor', fromValue: '250000', toValue: '1875000' })).toMatchObject({
    from: '€2,500',
    to: '€18,750',
  });
  expect(textOf({ field: 'phones', fromValue: '[]', toValue: '["+49 40 1","+49 40 2"]' })).toMatchObject({
    from: null,
    to: '+49 40 1, +49 40 2',
  });
  expect(textOf({ event: 'productChanged', field: 'discountPercent', toValue: '7.5' }).to).toBe('7.5%');
});

test('ids of notes and appointments are not shown; a moved appointment says when it is now', () => {
  expect(textOf({ event: 'noteAdded', toValue: 'n1' })).toMatchObject({ from: null, to: null });
  const moved = { event: 'appointmentChanged', field: 'rescheduled', toValue: 'a1' };
  expect(textOf({ ...moved, fromValue: String(Date.parse('2026-11-24T09:00:00Z')) }).to).toContain(
    '24 Nov 2026, 10:00',
  );
});

test('an event of a newer version is a change without details lost', () => {
  expect(textOf({ event: 'ofTomorrow', fromValue: 'a', toValue: 'b' })).toEqual({
    what: 'history.event.other',
    from: 'a',
    to: 'b',
  });
});
