import { randomBytes } from 'node:crypto';
import type { CreateInput } from '../operations.ts';
import type { OrganizationStores } from '../store/organization-store.ts';
import { newDirectoryId } from './auth.ts';
import type { Directory, NewAccount } from './directory.ts';

export type OrganizationPlan = {
  readonly name: string;
  readonly rows: CreateInput['rows'];
  /** Who can sign in: people among the rows, under the same ids. */
  readonly people: readonly NewAccount[];
  /** Epoch milliseconds. */
  readonly now: number;
};

/**
 * Creates an organization and its people's accounts. Safe to repeat after an interruption.
 * @returns its id in the directory
 * @throws Error when an address belongs to an account with another id
 */
export async function createOrganization(
  directory: Directory,
  stores: OrganizationStores,
  { name, rows, people, now }: OrganizationPlan,
): Promise<string> {
  const organizationId = newDirectoryId();
  await stores.create(organizationId, { rows, now, stamp: randomBytes(12).toString('base64url') });
  for (const person of people) await ensureAccount(directory, person);
  // The directory names it last: a store that it does not name is never opened.
  await directory.addOrganization(organizationId, name);
  for (const { id } of people) await directory.addMember(organizationId, id);
  return organizationId;
}

async function ensureAccount(directory: Directory, person: NewAccount): Promise<void> {
  const known = await directory.findAccount(person.email);
  if (known === undefined) {
    await directory.addAccount(person);
  } else if (known !== person.id) {
    throw new Error(`the account of ${person.email} has another id`);
  } else if ((await directory.organizationsOf(known)).length === 0) {
    await directory.setPassword(known, person.password); // left from an interruption; nobody has used it
  }
}
