import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutators } from '../../../core/domain/mutators.ts';
import { anyArgs } from '../../../tests/support/any-args.ts';
import { de } from '../../i18n/resources.ts';
import { sync } from '../../i18n/en/sync.ts';
import { leadIdsOf, sentenceOf, type Names, type Told } from './sentence.ts';

const known: ReadonlySet<string> = new Set(Object.keys(sync.sentences));
const rows = new Map([
  ['s1', 'Qualified'],
  ['u1', 'Ida'],
  ['p1', 'Anchor'],
]);
const names: Names = {
  leadCount: (count) => `${count} leads`,
  row: (id) => rows.get(id) ?? '',
  changes: (table, values) =>
    Object.entries(values)
      .map(([field, value]) => `${table}.${field} to ${JSON.stringify(value ?? null)}`)
      .join(', '),
  activityType: (type) => type.toLowerCase(),
  when: (ms) => `at ${ms}`,
  something: 'something',
};

const say = (mutation: Told, sentences: Readonly<Record<string, string>> = sync.sentences): string => {
  const { key, values } = sentenceOf(mutation, names, known);
  return sentences[key]!.replace(
    /\{\{(\w+)\}\}/g,
    (_, variable: string) => (values as Record<string, string>)[variable] ?? `{{${variable}}}`,
  );
};
const anna = { leadId: 'l1', name: 'Anna Albers' };

describe('a mutation as a sentence', () => {
  it('exists for every mutator', () => {
    const missing = [...mutators.keys()].filter((name) => sentenceOf({ name, args: {} }, names, known).key === 'other');
    expect(missing).toEqual([]);
  });

  it.each([...mutators.values()].map((mutator) => [mutator.name, mutator] as const))(
    '%s leaves no word out, in either language, whatever the arguments',
    (name, mutator) => {
      fc.assert(
        fc.property(anyArgs(mutator), (args) => {
          for (const sentences of [sync.sentences, de.sync.sentences]) {
            expect(say({ name, args }, sentences)).not.toMatch(/\{\{\w+\}\}|undefined/);
          }
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each([
    ['lead.create', { id: 'new', firstName: 'Ben', lastName: 'Otto' }, undefined, 'Created the lead Ben Otto'],
    ['lead.create', { id: 'new', company: 'Hafen AG' }, undefined, 'Created the lead Hafen AG'],
    [
      'lead.createWithContact',
      { contact: {}, lead: { id: 'x', lastName: 'Otto' } },
      undefined,
      'Created the lead Otto with its contact',
    ],
    [
      'lead.update',
      { id: 'l1', changes: { email: { from: 'a', to: 'b' } } },
      anna,
      'Anna Albers: changed leads.email to "b"',
    ],
    [
      'lead.bulkUpdate',
      { ids: ['l1', 'l2'], changes: { title: 'x' } },
      undefined,
      '2 leads: changed leads.title to "x"',
    ],
    ['lead.changeStage', { moves: [{ id: 'l1' }], stageId: 's1' }, anna, 'Moved Anna Albers to “Qualified”'],
    ['lead.assign', { ids: ['l1', 'l2'], assigneeId: 'u1' }, undefined, 'Assigned 2 leads to Ida'],
    ['lead.assign', { ids: ['l1'], assigneeId: null }, anna, 'Took the assignee off Anna Albers'],
    ['leadProduct.add', { leadId: 'l1', productId: 'p1' }, anna, 'Added Anchor to Anna Albers'],
    ['activity.log', { leadId: 'l1', type: 'CALL' }, anna, 'Logged “call” with Anna Albers'],
    [
      'note.edit',
      { id: 'n', changes: { body: { from: 'x', to: `Wants a quote\nby Friday ${'and more '.repeat(20)}` } } },
      anna,
      'Edited a note on Anna Albers: “Wants a quote by Friday and more and more and more and more…”',
    ],
    ['appointment.create', { leadId: 'gone', startAt: 5 }, { leadId: null, name: '' }, 'Booked at 5 with something'],
    ['import.lead', { name: 'Acme' }, undefined, 'Imported Acme'],
    ['future.thing', null, undefined, 'Another change (future.thing)'],
  ])('%s', (name, args, subject, sentence) => {
    expect(say({ name, args, ...(subject ? { subject } : {}) })).toBe(sentence);
  });

  it('names the leads behind it', () => {
    expect(leadIdsOf({ name: 'lead.trash', args: { ids: ['a', 'b'] } })).toEqual(['a', 'b']);
    expect(leadIdsOf({ name: 'note.add', args: { id: 'n', leadId: 'a' } })).toEqual(['a']);
    expect(leadIdsOf({ name: 'stage.update', args: { id: 's' } })).toEqual([]);
    expect(leadIdsOf({ name: 'lead.update', args: 'broken' })).toEqual([]);
  });
});
