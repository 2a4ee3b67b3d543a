import type { z } from 'zod';
import type { Predicate } from './predicates.ts';
import type { ReadProgram } from './reads.ts';
import type { Row, RowChange } from './rows.ts';

export const roles = ['owner', 'admin', 'manager', 'rep'] as const;
export type Role = (typeof roles)[number];

/** Who acts. On a device: the person it belongs to. */
export type Actor = {
  readonly userId: string;
  readonly role: Role;
  /** What they may do, where it is not what their role may do by default (core/domain/access/permissions.ts). */
  readonly permissions?: readonly string[] | undefined;
};

/** Through which door a mutation came: it decides how duplicates and overlaps are met, and which arguments are allowed. */
export type Origin = 'device' | 'sync' | 'rest' | 'import';

/** Everything a mutator may know besides its arguments and rows; no clock, no random source, no driver. */
export type MutationContext = {
  readonly actor: Actor;
  /** Epoch milliseconds: when the person acted, corrected to the server's clock. Never later than the server's now. */
  readonly now: number;
  /** A UUID derived from (clientId, seq, label): the same on the device and on the server. */
  readonly newId: (label: string) => string;
  readonly origin: Origin;
  /** Which leads exist for the actor: `always` on a device (it holds nothing else), the actor's scope on a server. */
  readonly visibleLeads: Predicate;
  /** The same for rows with an owner of their own (contacts, accounts, opportunities). */
  readonly visibleOwned: (table: string) => Predicate;
  /** Where a person acted earlier than it is decided (sync), elsewhere absent. */
  readonly past?: Past;
};

/** A value of a field, whose it is, and when they wrote it (epoch milliseconds). */
export type WrittenValue = { readonly value: unknown; readonly by: string; readonly at: number };

/** What a server knows of the moment in which a person acted, offline, on what they saw then. */
export type Past = {
  /** @returns whether the actor saw the lead when they acted, although they may not see it now */
  readonly sawLead: (leadId: string) => ReadProgram<boolean>;
  /** @returns what a field holds; `seen`: the actor wrote it, or their device had it when they acted */
  readonly written: (table: string, row: Row, field: string) => ReadProgram<WrittenValue & { readonly seen: boolean }>;
};

/**
 * A named change to the business: the schema of its arguments and the rule that turns them into row changes.
 * Names and argument schemas are permanent, because an old device may send them years later.
 */
export type Mutator<Args> = {
  readonly name: string;
  readonly args: z.ZodType<Args>;
  /**
   * For mutators whose arguments are `{ id, changes: { field: { from, to } } }`: the table they edit. The server merges the
   * changes with concurrent ones by the columns' policies before it decides.
   */
  readonly edits?: string;
  /** @throws DomainError for what a person can cause */
  readonly decide: (args: Args, ctx: MutationContext) => ReadProgram<readonly RowChange[]>;
};

/** A mutator whose argument type has been forgotten: what registries and runners hold. */
// The argument type is contravariant, so a registry of different mutators can only be typed with `any`; `decideMutation` parses first.
// oxlint-disable-next-line no-explicit-any
export type AnyMutator = Mutator<any>;

/** Declares a mutator; the identity function, for its types. */
export function defineMutator<Args>(mutator: Mutator<Args>): Mutator<Args> {
  return mutator;
}
