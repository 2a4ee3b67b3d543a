import { describe, expect, it } from 'vitest';
import { hrefTo, leadRoute, parseHash } from './router.ts';

describe('addresses', () => {
  it.each([
    ['', { name: 'pipeline', query: {} }],
    ['#/', { name: 'pipeline', query: {} }],
    ['#/leads', { name: 'leads', query: {} }],
    ['#/lead/0190', { name: 'lead', id: '0190', query: {} }],
    ['#/pipeline/7?lead=8', { name: 'pipeline', id: '7', query: { lead: '8' } }],
    ['#/leads?search=M%C3%BCller%20%26%20Co', { name: 'leads', query: { search: 'Müller & Co' } }],
    ['#/nowhere', { name: 'unknown', query: {} }],
    ['#/lead/%E0%A4%A', { name: 'lead', id: '%E0%A4%A', query: {} }],
  ])('%s', (hash, route) => {
    expect(parseHash(hash)).toEqual(route);
  });

  it('come back as they were', () => {
    const route = { name: 'leads', query: { search: 'a/b?c=d&e', stageId: 'x' } } as const;
    expect(parseHash(hrefTo(route))).toEqual(route);
    expect(hrefTo({ name: 'leads', query: { search: undefined } })).toBe('#/leads');
    expect(hrefTo({ name: 'lead', id: 'a b/c' })).toBe('#/lead/a%20b%2Fc');
  });

  it('a lead opens beside a list and keeps its filters; elsewhere by itself', () => {
    expect(leadRoute(parseHash('#/leads?stageId=1'), 'L')).toEqual({
      name: 'leads',
      query: { stageId: '1', lead: 'L' },
    });
    expect(leadRoute(parseHash('#/sync'), 'L')).toEqual({ name: 'lead', id: 'L' });
    expect(leadRoute(parseHash('#/nowhere'), 'L')).toEqual({ name: 'lead', id: 'L' });
  });
});
