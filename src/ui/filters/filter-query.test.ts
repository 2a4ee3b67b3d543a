import { describe, expect, it } from 'vitest';
import { filterText, filtersFromQuery, isFiltering } from './filter-query.ts';

const id = '0190a000-0000-7000-8000-000000000001';

describe('filters in an address', () => {
  it('reads the filters a screen has and nothing else', () => {
    const query = { assigneeId: id, priority: 'high', lead: id, search: 'berg', status: 'open' };
    expect(filtersFromQuery(query, ['assigneeId', 'priority', 'search'])).toEqual({
      assigneeId: id,
      priority: 'high',
      search: 'berg',
    });
  });

  it('reads "none" as a choice where it is one', () => {
    const filters = filtersFromQuery({ assigneeId: 'none', stageId: 'none' }, ['assigneeId', 'stageId']);
    expect(filters).toEqual({ assigneeId: null });
    expect(filterText(filters, 'assigneeId')).toBe('none');
    expect(filterText(filters, 'stageId')).toBeUndefined();
  });

  it('leaves out what is not a value of the filter', () => {
    expect(
      filtersFromQuery({ priority: 'urgent', createdFrom: 'yesterday', sourceId: '' }, [
        'priority',
        'createdFrom',
        'sourceId',
      ]),
    ).toEqual({});
  });

  it('knows the default from a filter', () => {
    expect(isFiltering({})).toBe(false);
    expect(isFiltering({ state: 'active' })).toBe(false);
    expect(isFiltering({ state: 'archived' })).toBe(true);
    expect(isFiltering({ assigneeId: null })).toBe(true);
  });
});
