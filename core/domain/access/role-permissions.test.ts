import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runSync } from '../../kernel/run-sync.ts';
import { roles, type Role } from '../../kernel/mutator.ts';
import { asAdmin, asOwner, Fixture } from '../testing/fixture.ts';
import { idOf } from '../testing/seed.ts';
import { permissions, permissionsOf, type Permission } from './permissions.ts';
import { grantedTo } from './role-permissions.ts';

const grantedIn = (fixture: Fixture, role: Role) =>
  fixture.store.transaction((transaction) => runSync(grantedTo(role), transaction));
const set = (role: Role, permission: Permission, allowed: 0 | 1 | null) => ({
  role,
  permissions: [{ permission, allowed }],
});
const asRep = (permissionsOfRep: readonly Permission[] | undefined) => ({
  actor: { userId: idOf('rita'), role: 'rep' as const, permissions: permissionsOfRep },
});

describe('role.setPermissions', () => {
  it('takes a permission away and gives it back', () => {
    const fixture = new Fixture();
    expect(grantedIn(fixture, 'rep')).toBeUndefined();
    fixture.run('role.setPermissions', set('rep', 'leads:create', 0), asOwner);
    expect(grantedIn(fixture, 'rep')).not.toContain('leads:create');
    const lead = { id: idOf('new'), lastName: 'Ann' };
    expect(fixture.refusal('lead.create', lead, asRep(grantedIn(fixture, 'rep')))).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'leads:create' },
    });
    fixture.run('role.setPermissions', set('rep', 'leads:create', null), asOwner);
    expect(grantedIn(fixture, 'rep')).toBeUndefined();
  });

  it('grants what a role may not do by default', () => {
    const fixture = new Fixture();
    fixture.run('role.setPermissions', set('rep', 'settings:edit', 1), asAdmin);
    const source = { id: idOf('s'), name: 'Fair of the year' };
    fixture.run('source.create', source, asRep(grantedIn(fixture, 'rep')));
    expect(fixture.find('sources', source.id)).toBeDefined();
  });

  it('leaves an owner everything', () => {
    const fixture = new Fixture();
    expect(fixture.refusal('role.setPermissions', set('owner', 'people:edit', 0), asOwner)).toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ field: 'role', code: 'owner' }],
    });
  });

  it('lets nobody change their own role or one above, or grant what they may not do', () => {
    const fixture = new Fixture();
    expect(fixture.refusal('role.setPermissions', set('admin', 'people:edit', 0), asAdmin)).toMatchObject({
      code: 'FORBIDDEN',
      details: { role: 'admin' },
    });
    expect(fixture.refusal('role.setPermissions', set('rep', 'people:edit', 1)).details).toEqual({
      permission: 'roles:edit',
    });
    fixture.run('role.setPermissions', set('manager', 'roles:edit', 1), asOwner);
    const asManager = {
      actor: { userId: idOf('mona'), role: 'manager' as const, permissions: grantedIn(fixture, 'manager') },
    };
    expect(fixture.refusal('role.setPermissions', set('rep', 'people:edit', 1), asManager)).toMatchObject({
      code: 'FORBIDDEN',
      details: { permission: 'people:edit' },
    });
    fixture.run('role.setPermissions', set('rep', 'import:run', 1), asManager);
    expect(grantedIn(fixture, 'rep')).toContain('import:run');
  });

  it('comes to what was said last of each permission, in any history', () => {
    const step = fc.record({
      role: fc.constantFrom(...roles.filter((role) => role !== 'owner')),
      permission: fc.constantFrom(...permissions),
      allowed: fc.constantFrom(0 as const, 1 as const, null),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const fixture = new Fixture();
        const said = new Map<string, boolean>();
        for (const { role, permission, allowed } of steps) {
          fixture.run('role.setPermissions', set(role, permission, allowed), asOwner);
          if (allowed === null) said.delete(`${role} ${permission}`);
          else said.set(`${role} ${permission}`, allowed === 1);
        }
        for (const role of roles) {
          const expected = permissions.filter(
            (permission) => said.get(`${role} ${permission}`) ?? permissionsOf(role).includes(permission),
          );
          expect(grantedIn(fixture, role) ?? permissionsOf(role)).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });
});
