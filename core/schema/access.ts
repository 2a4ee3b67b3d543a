import type { Role } from '../kernel/mutator.ts';
import { all, always, any, eq, exists, isIn, isNull, never, not, type Predicate } from '../kernel/predicates.ts';
import { noLead } from './leads.ts';
import { tableNamed } from './tables.ts';

/** Who a person is within the organization, as far as it decides what they see. */
export type Scope = {
  readonly userId: string;
  readonly role: Role;
  /** Teams whose leads the person sees whole: those they manage, and the open ones they belong to. */
  readonly teamIds: readonly string[];
  /** What they may do, where it is not what their role may do by default. */
  readonly permissions?: readonly string[] | undefined;
};

/** What a person or key may be kept from seeing at all, by the permission that it takes. */
const viewed = ['leads', 'contacts', 'accounts', 'opportunities'] as const;

function mayView(scope: Scope, table: string): boolean {
  return scope.permissions === undefined || scope.permissions.includes(`${table}:view`);
}

/** Owners and admins see every row of what they may see. */
function seesEvery(scope: Scope): boolean {
  return scope.role === 'owner' || scope.role === 'admin';
}

/** Owners and admins see everything, unless a permission to view is missing. */
export function seesAll(scope: Scope): boolean {
  return seesEvery(scope) && viewed.every((table) => mayView(scope, table));
}

/** Columns by which a lead or an owned row gives access; kept in tombstones and the audience log. */
export type RowAudience = {
  readonly ownerId: string | null;
  readonly teamId: string | null;
  readonly createdBy: string | null;
  readonly memberIds: readonly string[];
};

/**
 * Who sees a lead: its assignee, its lead team, its creator while nobody is assigned, everyone in its team if that is open,
 * the managers of its team, owners and admins (docs/sync.md, Scope). Every query on a server starts from here.
 */
export function visibleLeads(scope: Scope): Predicate {
  if (!mayView(scope, 'leads')) return never;
  if (seesEvery(scope)) return always;
  return any(
    eq('assigneeId', scope.userId),
    isIn('teamId', scope.teamIds),
    all(isNull('assigneeId'), eq('createdBy', scope.userId)),
    exists('leadMembers', ['leadId', 'id'], eq('userId', scope.userId)),
  );
}

/** The same rule on the audience a lead had, for leads that are gone or have moved on. */
export function isInAudience(scope: Scope, audience: RowAudience): boolean {
  if (!mayView(scope, 'leads')) return false;
  if (seesEvery(scope)) return true;
  if (audience.ownerId === scope.userId || audience.memberIds.includes(scope.userId)) return true;
  if (audience.teamId !== null && scope.teamIds.includes(audience.teamId)) return true;
  return audience.ownerId === null && audience.createdBy === scope.userId;
}

/** Contacts, accounts and opportunities: owner, team, creator while unowned, or through a visible lead. */
export function visibleOwned(scope: Scope, table: string): Predicate {
  if (!mayView(scope, table)) return never;
  if (seesEvery(scope)) return always;
  const own = [
    eq('ownerId', scope.userId),
    isIn('teamId', scope.teamIds),
    all(isNull('ownerId'), eq('createdBy', scope.userId)),
  ];
  const leads = visibleLeads(scope);
  switch (table) {
    case 'contacts':
      return any(...own, exists('leads', ['contactId', 'id'], leads));
    case 'accounts':
      return any(
        ...own,
        exists('leads', ['accountId', 'id'], leads),
        exists('opportunities', ['accountId', 'id'], visibleOwned(scope, 'opportunities')),
      );
    case 'opportunities':
      return any(...own, all(not(isNull('leadId')), exists('leads', ['id', 'leadId'], leads)));
    default:
      throw new Error(`${table} has no owner`);
  }
}

/**
 * What of a table a person may see.
 * @throws Error for a table that is not synced
 */
export function visibleRows(scope: Scope, tableName: string): Predicate {
  const table = tableNamed(tableName);
  switch (table.audience) {
    case 'org':
      return always;
    case 'user':
      return eq('userId', scope.userId);
    case 'own':
      return visibleOwned(scope, tableName);
    case 'lead':
      if (tableName === 'leads') return visibleLeads(scope);
      if (tableName === 'conflicts') return visibleConflicts(scope);
      return seesAll(scope) ? always : exists('leads', ['id', 'leadId'], visibleLeads(scope));
    case 'home':
      throw new Error(`${tableName} is not synced`);
  }
}

/** Tables whose rows have an owner of their own. */
export const ownedTables = ['contacts', 'accounts', 'opportunities'] as const;
export type OwnedTable = (typeof ownedTables)[number];

/** @returns whether rows of the table have an owner of their own */
export function isOwnedTable(name: string): name is OwnedTable {
  return (ownedTables as readonly string[]).includes(name);
}

function visibleConflicts(scope: Scope): Predicate {
  if (seesAll(scope)) return always;
  return conflictsConcerning(scope.userId, visibleLeads(scope), (table) => visibleOwned(scope, table));
}

/**
 * Whom a concurrent edit concerns: whoever sees the lead it is about or hangs on; of a contact, an account or an opportunity
 * whoever sees that; of a setting, which belongs to nobody, the two whose values met (and owners and admins, who see all).
 * @param leads which leads the person sees
 * @param owned which rows with an owner of their own
 */
export function conflictsConcerning(
  userId: string,
  leads: Predicate,
  owned: (table: OwnedTable) => Predicate,
): Predicate {
  return any(
    exists('leads', ['id', 'leadId'], leads),
    ...ownedTables.map((table) => all(eq('entity', table), exists(table, ['id', 'entityId'], owned(table)))),
    all(eq('leadId', noLead), not(isIn('entity', ownedTables)), any(eq('keptBy', userId), eq('otherBy', userId))),
  );
}
