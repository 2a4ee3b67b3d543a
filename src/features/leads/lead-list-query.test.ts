import { describe, expect, it } from 'vitest';
import { leadQuestionOf, nextOrder, orderQuery } from './lead-list-query.ts';

describe('the list in an address', () => {
  it('reads filters and order', () => {
    expect(leadQuestionOf({ priority: 'high', sort: 'name', dir: 'desc', lead: 'x' })).toEqual({
      filters: { priority: 'high' },
      sortBy: 'name',
      sortDir: 'desc',
    });
  });

  it('falls back to the newest first', () => {
    expect(leadQuestionOf({ sort: 'shoe size' })).toEqual({ filters: {}, sortBy: 'createdAt', sortDir: 'desc' });
  });

  it('goes through natural order, the other one, and none', () => {
    const own = leadQuestionOf({});
    const first = nextOrder(own, 'valueMinor');
    const second = nextOrder(first, 'valueMinor');
    expect([first.sortDir, second.sortDir]).toEqual(['desc', 'asc']);
    expect(orderQuery(nextOrder(second, 'valueMinor'))).toEqual({ sort: undefined, dir: undefined });
    expect(nextOrder(second, 'name')).toEqual({ sortBy: 'name', sortDir: 'asc' });
  });

  it('comes back from its own address', () => {
    const order = { sortBy: 'company', sortDir: 'desc' } as const;
    expect(leadQuestionOf(orderQuery(order))).toMatchObject(order);
  });
});
