import type { Directory, NewAccount } from './directory.ts';

/** Somebody else's account, or one that belongs to further organizations: its password is theirs alone. */
export class ForeignAccountError extends Error {}

/**
 * Gives a person a way to sign in and makes them a member of an organization; then lets the caller write the domain row.
 * When that is refused, what was added here is taken back. An account that exists keeps its password: it may be in use in
 * another organization.
 * @param account its `id` is used when the address has no account yet
 * @param createRow writes the person's row in the organization, under the id it is told
 * @returns the person's id
 */
export async function addPerson(
  directory: Directory,
  organizationId: string,
  account: NewAccount,
  createRow: (id: string) => Promise<void>,
): Promise<string> {
  const known = await directory.findAccount(account.email);
  const id = known ?? account.id;
  if (known === undefined) await directory.addAccount(account);
  const joined = await directory.addMember(organizationId, id);
  try {
    await createRow(id);
  } catch (cause) {
    if (joined) await directory.removeMember(organizationId, id);
    if (known === undefined) await directory.removeAccount(id);
    throw cause;
  }
  return id;
}

/**
 * Sets the password of a person of the organization; a person who came by sync or import gets an account by it.
 * @throws ForeignAccountError when the account is used elsewhere too, or the address is another person's
 */
export async function setPersonPassword(
  directory: Directory,
  organizationId: string,
  account: NewAccount,
): Promise<void> {
  const organizations = await directory.organizationsOf(account.id);
  if (organizations.some(({ id }) => id !== organizationId)) throw new ForeignAccountError();
  const known = await directory.findAccount(account.email);
  if (known !== undefined && known !== account.id) throw new ForeignAccountError();
  if (known === undefined) await directory.addAccount(account);
  else await directory.setPassword(known, account.password);
  await directory.addMember(organizationId, account.id);
}
