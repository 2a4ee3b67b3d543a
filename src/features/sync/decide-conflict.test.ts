import { describe, expect, it } from 'vitest';
import { mutators } from '../../../core/domain/mutators.ts';
import { idOf } from '../../../core/domain/testing/seed.ts';
import type { OpenConflict } from '../../../core/queries/conflict-list.ts';
import { planDecision } from './decide-conflict.ts';

const conflict = (id: string, cells: Partial<OpenConflict> = {}): OpenConflict => ({
  ...{ id: idOf(id), version: 1, leadId: idOf('lead'), entity: 'leads', entityId: idOf('lead'), field: 'company' },
  ...{ keptValue: '"kept"', otherValue: '"other"', keptBy: idOf('a'), otherBy: idOf('b'), keptAt: 2, otherAt: 1 },
  ...{ resolvedAt: null, resolvedBy: null, name: 'Nora', current: 'now', ofLead: 1 },
  ...cells,
});

describe('a decision about concurrent edits', () => {
  it('keeps by closing, many with one mutation', () => {
    const many = Array.from({ length: 201 }, (_, i) => conflict(`c${i}`));
    const plans = planDecision(many, { kind: 'keep' });
    expect(plans.map((plan) => [plan.conflicts, plan.steps.length])).toEqual([
      [200, 1],
      [1, 1],
    ]);
  });

  it('gives the field the other value from what it holds now, and closes only what then holds it', () => {
    const [plan] = planDecision([conflict('c')], { kind: 'other' });
    expect(plan!.steps).toEqual([
      { name: 'lead.update', args: { id: idOf('lead'), changes: { company: { from: 'now', to: 'other' } } } },
      { name: 'conflict.resolve', args: { ids: [idOf('c')], holds: 'other' } },
    ]);
    for (const { name, args } of plan!.steps) expect(mutators.get(name)!.args.safeParse(args).success).toBe(true);
  });

  it('edits fields of one row together; of several about one field the newest gives the value', () => {
    const [plan, other] = planDecision(
      [
        conflict('new', { otherValue: '"newest"' }),
        conflict('old', { otherValue: '"older"' }),
        conflict('title', { field: 'title', current: null }),
        conflict('note', { entity: 'notes', entityId: idOf('note'), field: 'body' }),
      ],
      { kind: 'other' },
    );
    expect(plan).toMatchObject({
      conflicts: 3,
      steps: [
        { args: { changes: { company: { from: 'now', to: 'newest' }, title: { from: null, to: 'other' } } } },
        { name: 'conflict.resolve', args: { ids: [idOf('new'), idOf('old'), idOf('title')] } },
      ],
    });
    expect(other).toMatchObject({ conflicts: 1, steps: [{ name: 'note.edit' }, { name: 'conflict.resolve' }] });
  });

  it('edits to a third value and closes', () => {
    const [plan] = planDecision([conflict('c')], { kind: 'edit', value: 'third' });
    expect(plan!.steps).toMatchObject([
      { args: { changes: { company: { from: 'now', to: 'third' } } } },
      { args: { ids: [idOf('c')] } },
    ]);
  });
});
