import { describe, expect, it } from 'vitest';
import { asAdmin, Fixture } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { brokenInvariants } from '../testing/invariants.ts';

describe('template.apply', () => {
  it('makes the pipeline with its stages, and the sources that are missing', () => {
    const fixture = new Fixture();
    fixture.run('source.archive', { id: idOf('website') }, asAdmin);
    const args = { id: idOf('p'), template: 'prospects' };
    expect(fixture.refusal('template.apply', args)).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'settings:edit' },
    });
    fixture.run('template.apply', args, asAdmin);
    const stages = fixture.rows('stages').filter((stage) => stage.pipelineId === idOf('p'));
    expect(stages.toSorted((a, b) => a.position - b.position).map(({ name }) => name)).toEqual([
      ...['Prospect', 'Tentative', 'Potential', 'Contact', 'Customer', 'Closed'],
    ]);
    expect(fixture.row('pipelines', idOf('p'))).toMatchObject({ name: 'Prospects', isDefault: 0 });
    const sources = fixture.rows('sources').filter(({ archived }) => archived === 0);
    expect(sources.map(({ name }) => name).toSorted()).toEqual([
      ...['Direct', 'Facebook', 'Instagram', 'Other', 'Pinterest', 'Reddit', 'Search', 'Trade fair', 'Twitter'],
      'Website',
    ]);
    expect(fixture.refusal('template.apply', { ...args, id: idOf('q') }, asAdmin).code).toBe('NAME_TAKEN');
    expect(fixture.refusal('template.apply', { ...args, template: 'x' }, asAdmin).code).toBe('VALIDATION_FAILED');
    expect(brokenInvariants(fixture)).toEqual([]);
  });

  it('is taken back as one', () => {
    const fixture = new Fixture();
    const before = fixture.rows('sources').length;
    fixture.run('template.apply', { id: idOf('p'), template: 'prospects' }, asAdmin);
    fixture.run('action.undo', { of: fixture.lastAction }, asAdmin);
    expect(fixture.find('pipelines', idOf('p'))).toBe(undefined);
    expect(fixture.rows('sources')).toHaveLength(before);
    expect(brokenInvariants(fixture)).toEqual([]);
  });
});
