import { describe, expect, it } from 'vitest';
import { mutators } from '../../../core/domain/mutators.ts';
import { sync } from '../../i18n/en/sync.ts';
import { leadIdsOf, sentenceOf, type Names } from './sentence.ts';

const known: ReadonlySet<string> = new Set(Object.keys(sync.sentences));
const rows: Record<string, string> = { s1: 'Qualified', u1: 'Ida' };
const names: Names = {
  leads: (ids) => (ids.length === 1 && ids[0] === 'l1' ? 'Anna Albers' : ids.length > 1 ? `${ids.length} leads` : ''),
  row: (id) => rows[id] ?? '',
  fields: (fields) => fields.join(', '),
  activityType: (type) => type.toLowerCase(),
  when: (ms) => `at ${ms}`,
  something: 'something',
};

const say = (name: string, args: unknown): string => {
  const { key, values } = sentenceOf({ name, args }, names, known);
  return sync.sentences[key].replace(
    /\{\{(\w+)\}\}/g,
    (_, variable: string) => (values as Record<string, string>)[variable] ?? '?',
  );
};

describe('a mutation as a sentence', () => {
  it('exists for every mutator', () => {
    const missing = [...mutators.keys()].filter((name) => sentenceOf({ name, args: {} }, names, known).key === 'other');
    expect(missing).toEqual([]);
  });

  it.each([
    ['lead.create', { id: 'new', firstName: 'Ben', lastName: 'Otto' }, 'Created the lead Ben Otto'],
    ['lead.create', { id: 'new', company: 'Hafen AG' }, 'Created the lead Hafen AG'],
    [
      'lead.createWithContact',
      { contact: {}, lead: { id: 'x', lastName: 'Otto' } },
      'Created the lead Otto with its contact',
    ],
    ['lead.update', { id: 'l1', changes: { email: {}, title: {} } }, 'Changed email, title of Anna Albers'],
    [
      'lead.changeStage',
      { moves: [{ id: 'l1', fromStageId: 's0' }], stageId: 's1' },
      'Moved Anna Albers to “Qualified”',
    ],
    ['lead.assign', { ids: ['l1', 'l2'], assigneeId: 'u1' }, 'Assigned 2 leads to Ida'],
    ['lead.assign', { ids: ['l1'], assigneeId: null }, 'Took the assignee off Anna Albers'],
    ['activity.log', { leadId: 'l1', type: 'CALL' }, 'Logged “call” with Anna Albers'],
    ['appointment.create', { leadId: 'gone', startAt: 5 }, 'Booked at 5 with something'],
    ['import.lead', { name: 'Acme' }, 'Imported Acme'],
    ['future.thing', null, 'Another change (future.thing)'],
  ])('%s', (name, args, sentence) => {
    expect(say(name, args)).toBe(sentence);
  });

  it('names the leads behind it', () => {
    expect(leadIdsOf({ name: 'lead.trash', args: { ids: ['a', 'b'] } })).toEqual(['a', 'b']);
    expect(leadIdsOf({ name: 'note.add', args: { id: 'n', leadId: 'a' } })).toEqual(['a']);
    expect(leadIdsOf({ name: 'stage.update', args: { id: 's' } })).toEqual([]);
    expect(leadIdsOf({ name: 'lead.update', args: 'broken' })).toEqual([]);
  });
});
