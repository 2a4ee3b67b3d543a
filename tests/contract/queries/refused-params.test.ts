import { describe, expect, test } from 'vitest';
import { derivedUuid } from '../../../core/kernel/ids.ts';
import { queries } from '../../../core/queries/registry.ts';

const id = derivedUuid('any');
const page = { offset: 0, limit: 50 };
const list = { filters: {}, sortBy: 'name', sortDir: 'asc', ...page };

/** What a person or a client may get wrong, and where the refusal points. */
const refused: readonly (readonly [string, unknown, string])[] = [
  ['leadList', { ...list, limit: 201 }, 'limit'],
  ['leadList', { ...list, limit: 0 }, 'limit'],
  ['leadList', { ...list, limit: 1.5 }, 'limit'],
  ['leadList', { ...list, offset: -1 }, 'offset'],
  ['leadList', { ...list, sortBy: 'id; drop table leads' }, 'sortBy'],
  ['leadList', { ...list, sortDir: 'up' }, 'sortDir'],
  ['leadList', { ...list, filters: { stageId: 'x' } }, 'filters.stageId'],
  ['leadList', { ...list, filters: { priority: 'urgent' } }, 'filters.priority'],
  ['leadList', { ...list, filters: { createdFrom: '2024-02-30' } }, 'filters.createdFrom'],
  ['leadList', { ...list, filters: { search: 'x'.repeat(201) } }, 'filters.search'],
  ['leadList', { ...list, filters: { unknown: 1 } }, 'filters'],
  ['leadDetail', { id: 'slug' }, 'id'],
  ['boardCards', { pipelineId: id, stageId: id, filters: {}, offset: 0, limit: 1000 }, 'limit'],
  ['board', { pipelineId: id, filters: { status: 'gone' } }, 'filters.status'],
  ['timeline', { leadId: id, limit: 50, kinds: ['mail'] }, 'kinds.0'],
  ['timeline', { leadId: id, limit: 50, before: { at: Number.NaN, id } }, 'before.at'],
  ['calendar', { from: 2, to: 1 }, 'to'],
  ['calendar', { from: 0, to: 401 * 86_400_000 }, 'to'],
  ['appointmentList', { datesetting: 'on', ...page }, 'ondate'],
  ['appointmentList', { ondate: '2024-01-01', ...page }, 'datesetting'],
  ['appointmentList', { status: 'fullfilled', ...page }, 'status'],
  ['conflictList', { ...page, leadId: 'nobody' }, 'leadId'],
  ['conflictList', { ...page, userId: '' }, 'userId'],
  ['overview', { appointments: 'tomorrow' }, 'appointments'],
  ['dashboardVolume', { from: '2024-02-01', to: '2024-01-31' }, 'to'],
  ['dashboardVolume', { from: '2019-01-01', to: '2024-01-31' }, 'to'],
  ['dashboardTotals', { from: '01/02/2024', to: '2024-01-31' }, 'from'],
  ['leadStats', { from: '2024-01-01' }, 'to'],
  ['search', { term: 'a', limit: 1000 }, 'limit'],
  ['accountList', { ...list, sortBy: 'name', filters: {} }, ''],
];

describe('C1 C3: bad parameters are refused, naming the field', () => {
  test.each(refused)('%s %j', (name, params, field) => {
    const { error } = queries.get(name)!.params.safeParse(params);
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(field);
  });
});

test('every query is found under its name and says what it reads', () => {
  for (const [name, query] of queries) {
    expect(query.name).toBe(name);
    expect(query.reads.length).toBeGreaterThan(0);
  }
});
