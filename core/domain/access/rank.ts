import { roles, type Role } from '../../kernel/mutator.ts';

/**
 * Whether somebody may act on another's access (password, sessions, devices, keys): nobody becomes more than they are by it.
 * @returns true for an owner; for an admin of anybody but owners
 */
export function mayActOn(actor: Role, target: Role): boolean {
  return actor === 'owner' || (actor === 'admin' && target !== 'owner');
}

/** @returns the lesser of two roles */
export function lesserRole(a: Role, b: Role): Role {
  return roles.indexOf(a) >= roles.indexOf(b) ? a : b;
}
