import { describe, expect, it } from 'vitest';
import { Fixture } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { builtInPriorityId } from '../priority/priorities.ts';
import { isPermitted, permissions } from './permissions.ts';

describe('permissions', () => {
  it('let owners and admins do everything, and reps what their day needs', () => {
    for (const permission of permissions) {
      expect(isPermitted({ role: 'owner' }, permission)).toBe(true);
      expect(isPermitted({ role: 'admin' }, permission)).toBe(true);
    }
    expect(permissions.filter((permission) => !isPermitted({ role: 'manager' }, permission))).toEqual([
      'settings:edit',
      'people:edit',
      'apiKeys:edit',
      'roles:edit',
      'audit:view',
    ]);
    expect(permissions.filter((permission) => !isPermitted({ role: 'rep' }, permission))).toEqual([
      'settings:edit',
      'people:edit',
      'import:run',
      'apiKeys:edit',
      'roles:edit',
      'audit:view',
    ]);
  });

  it.each([
    ['pipeline.create', { id: idOf('p'), name: 'P', module: 'leads' }, 'settings:edit'],
    ['pipeline.update', { id: idOf('sales'), changes: {} }, 'settings:edit'],
    ['pipeline.archive', { id: idOf('sales') }, 'settings:edit'],
    ['stage.create', { id: idOf('s'), pipelineId: idOf('sales'), name: 'S' }, 'settings:edit'],
    ['stage.update', { id: idOf('sales-new'), changes: {} }, 'settings:edit'],
    ['stage.reorder', { pipelineId: idOf('sales'), stageIds: [] }, 'settings:edit'],
    ['stage.remove', { id: idOf('sales-new') }, 'settings:edit'],
    ['stage.setField', { id: idOf('sales-new'), field: 'email', as: 'required' }, 'settings:edit'],
    ['template.apply', { id: idOf('p'), template: 'prospects' }, 'settings:edit'],
    ['disqualificationReason.create', { id: idOf('r'), name: 'R' }, 'settings:edit'],
    ['teamRole.create', { id: idOf('r'), name: 'R' }, 'settings:edit'],
    ['priority.create', { id: idOf('p'), name: 'P' }, 'settings:edit'],
    ['priority.update', { id: builtInPriorityId('low'), changes: {} }, 'settings:edit'],
    ['priority.archive', { id: builtInPriorityId('low') }, 'settings:edit'],
    ['scoringRule.create', { id: idOf('r'), name: 'R', kind: 'activity', points: 1 }, 'settings:edit'],
    ['source.create', { id: idOf('s'), name: 'S' }, 'settings:edit'],
    ['source.update', { id: idOf('website'), changes: {} }, 'settings:edit'],
    ['source.archive', { id: idOf('website') }, 'settings:edit'],
    ['business.create', { id: idOf('b'), name: 'B' }, 'settings:edit'],
    ['business.update', { id: idOf('ropes'), changes: {} }, 'settings:edit'],
    ['business.archive', { id: idOf('ropes') }, 'settings:edit'],
    ['product.create', { id: idOf('p'), name: 'P', priceMinor: 1 }, 'settings:edit'],
    ['product.update', { id: idOf('anchor'), changes: {} }, 'settings:edit'],
    ['user.create', { id: idOf('u'), name: 'U', email: 'u@x.org', role: 'rep' }, 'people:edit'],
    ['team.create', { id: idOf('t'), name: 'T' }, 'people:edit'],
    ['team.update', { id: idOf('north'), changes: {} }, 'people:edit'],
    ['team.addMember', { teamId: idOf('north'), userId: idOf('rolf') }, 'people:edit'],
    ['team.removeMember', { teamId: idOf('north'), userId: idOf('rita') }, 'people:edit'],
    ['import.source', { id: idOf('s'), name: 'S' }, 'import:run'],
  ])('%s is refused to a rep, naming what is missing', (name, args, permission) => {
    expect(new Fixture().refusal(name, args)).toMatchObject({ code: 'FORBIDDEN', details: { permission } });
  });
});
