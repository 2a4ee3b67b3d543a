import { isAPIError } from 'better-auth/api';
import { readServerId } from './server-id.ts';
import { clientAddressHeader, createAuth, migrateAuth, type Auth, type AuthOptions } from './auth.ts';

/** A signed-in person, before an organization is chosen. Times are epoch milliseconds. */
export type DirectorySession = {
  readonly id: string;
  readonly userId: string;
  readonly token: string;
  readonly expiresAt: number;
};

/** A running session; times in ISO 8601. `lastUsedAt`: to the day. */
export type ListedSession = {
  readonly id: string;
  readonly token: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
};

export type DirectoryOrganization = { readonly id: string; readonly name: string };

export type NewAccount = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly password: string;
};

type MemberRow = { readonly id: string; readonly organizationId: string; readonly userId: string };

/** Identity, sessions and organization memberships. What a person may do is a domain matter and not known here. */
export class Directory {
  private readonly auth: Auth;
  private readonly database: AuthOptions['database'];
  /** Identity of this server's data: devices are bound to it. */
  readonly serverId: string;

  private constructor(auth: Auth, database: AuthOptions['database'], serverId: string) {
    this.auth = auth;
    this.database = database;
    this.serverId = serverId;
  }

  /** Brings the tables up to date and opens the directory. */
  static async open(options: AuthOptions): Promise<Directory> {
    const auth = createAuth(options);
    const serverId = await options.database.exclusively(async () => {
      await migrateAuth(auth);
      return readServerId(auth);
    });
    return new Directory(auth, options.database, serverId);
  }

  /**
   * @param clientAddress IP address of the caller, kept with the session
   * @returns the new session, or undefined for a wrong email or password, without saying which
   */
  async signIn(
    email: string,
    password: string,
    clientAddress: string,
    userAgent: string,
  ): Promise<DirectorySession | undefined> {
    const headers = new Headers({ [clientAddressHeader]: clientAddress, 'user-agent': userAgent });
    try {
      const { token } = await this.auth.api.signInEmail({ body: { email, password }, headers });
      return await this.session(token);
    } catch (cause) {
      if (isAPIError(cause) && cause.statusCode < 500) return undefined;
      throw cause;
    }
  }

  /** @returns who the bearer of a session token is, or undefined when it is unknown, revoked or expired */
  async session(token: string): Promise<DirectorySession | undefined> {
    const found = await this.auth.api.getSession({ headers: new Headers({ authorization: `Bearer ${token}` }) });
    if (!found) return undefined;
    const { id, userId, expiresAt } = found.session;
    return { id, userId, token: found.session.token, expiresAt: expiresAt.getTime() };
  }

  async signOut(token: string): Promise<void> {
    const { internalAdapter } = await this.auth.$context;
    await internalAdapter.deleteSession(token);
  }

  /** The library's own routes under /auth. */
  handle(request: Request): Promise<Response> {
    return this.auth.handler(request);
  }

  /** @returns the organizations that a person belongs to, by name */
  async organizationsOf(userId: string): Promise<readonly DirectoryOrganization[]> {
    const { adapter } = await this.auth.$context;
    const members = await adapter.findMany<MemberRow>({ model: 'member', where: [{ field: 'userId', value: userId }] });
    if (members.length === 0) return [];
    const ids = members.map((member) => member.organizationId);
    const found = await adapter.findMany<DirectoryOrganization>({
      model: 'organization',
      where: [{ field: 'id', operator: 'in', value: ids }],
    });
    return found.map(({ id, name }) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name));
  }

  /** @returns every organization of this server */
  async organizations(): Promise<readonly DirectoryOrganization[]> {
    const { adapter } = await this.auth.$context;
    const found = await adapter.findMany<DirectoryOrganization>({ model: 'organization', limit: 10_000 });
    return found.map(({ id, name }) => ({ id, name }));
  }

  async addOrganization(id: string, name: string): Promise<void> {
    const { adapter } = await this.auth.$context;
    const data = { id, name, slug: id, createdAt: new Date() };
    await adapter.create({ model: 'organization', data, forceAllowId: true });
  }

  /** Keeps the name by which people choose among their organizations. */
  async renameOrganization(id: string, name: string): Promise<void> {
    const { adapter } = await this.auth.$context;
    await adapter.update({ model: 'organization', where: [{ field: 'id', value: id }], update: { name } });
  }

  /** @returns the id of the account with this email address */
  async findAccount(email: string): Promise<string | undefined> {
    const { internalAdapter } = await this.auth.$context;
    return (await internalAdapter.findUserByEmail(email.toLowerCase()))?.user.id;
  }

  /** Creates an account that can sign in at once. The caller has made sure that neither id nor email is taken. */
  async addAccount({ id, email, name, password }: NewAccount): Promise<void> {
    const { adapter, internalAdapter, password: passwords } = await this.auth.$context;
    const hash = await passwords.hash(password);
    const at = new Date();
    const data = { id, email: email.toLowerCase(), name, emailVerified: true, createdAt: at, updatedAt: at };
    await adapter.create({ model: 'user', data, forceAllowId: true });
    await internalAdapter.linkAccount({ userId: id, accountId: id, providerId: 'credential', password: hash });
  }

  /** Replaces a password and ends every session of the account. */
  async setPassword(userId: string, password: string): Promise<void> {
    const { internalAdapter, password: passwords } = await this.auth.$context;
    const hash = await passwords.hash(password);
    const accounts = await internalAdapter.findAccounts(userId);
    if (accounts.some((account) => account.providerId === 'credential')) {
      await internalAdapter.updatePassword(userId, hash);
    } else {
      await internalAdapter.linkAccount({ userId, accountId: userId, providerId: 'credential', password: hash });
    }
    await internalAdapter.deleteUserSessions(userId);
  }

  /** @returns whether this is the password of the account */
  async isPassword(userId: string, password: string): Promise<boolean> {
    const { internalAdapter, password: passwords } = await this.auth.$context;
    const accounts = await internalAdapter.findAccounts(userId);
    const hash = accounts.find((account) => account.providerId === 'credential')?.password;
    return hash ? passwords.verify({ hash, password }) : false;
  }

  /**
   * Replaces one's own password and ends every other session of the account.
   * @returns the tokens of the sessions that ended
   */
  async changePassword(userId: string, password: string, keepToken: string): Promise<string[]> {
    const { internalAdapter, password: passwords } = await this.auth.$context;
    await internalAdapter.updatePassword(userId, await passwords.hash(password));
    const tokens = (await internalAdapter.listSessions(userId)).map(({ token }) => token);
    const ended = tokens.filter((token) => token !== keepToken);
    await internalAdapter.deleteSessions(ended);
    return ended;
  }

  /** @returns the account's running sessions, the latest first */
  async sessionsOf(userId: string): Promise<readonly ListedSession[]> {
    const { internalAdapter } = await this.auth.$context;
    const found = await internalAdapter.listSessions(userId, { onlyActiveSessions: true });
    const sessions = found.map(({ id, token, createdAt, updatedAt, expiresAt, ipAddress, userAgent }) => ({
      ...{ id, token, ipAddress: ipAddress ?? null, userAgent: userAgent ?? null },
      ...{ createdAt: createdAt.toISOString(), lastUsedAt: updatedAt.toISOString() },
      expiresAt: expiresAt.toISOString(),
    }));
    return sessions.toSorted((a, b) => (a.lastUsedAt < b.lastUsedAt ? 1 : -1));
  }

  /** Ends a session of the account. @returns its token; undefined when it has no such session */
  async endSession(userId: string, sessionId: string): Promise<string | undefined> {
    const token = (await this.sessionsOf(userId)).find(({ id }) => id === sessionId)?.token;
    if (token !== undefined) await this.signOut(token);
    return token;
  }

  async removeAccount(userId: string): Promise<void> {
    const { internalAdapter } = await this.auth.$context;
    await internalAdapter.deleteUser(userId);
  }

  /** @returns whether anybody belongs to the organization */
  async hasMembers(organizationId: string): Promise<boolean> {
    const { adapter } = await this.auth.$context;
    return (await adapter.count({ model: 'member', where: [{ field: 'organizationId', value: organizationId }] })) > 0;
  }

  /**
   * Makes an account a member of an organization.
   * @returns false when it was one already
   */
  async addMember(organizationId: string, userId: string): Promise<boolean> {
    const { adapter } = await this.auth.$context;
    const where = [
      { field: 'organizationId', value: organizationId },
      { field: 'userId', value: userId },
    ];
    if (await adapter.findOne<MemberRow>({ model: 'member', where })) return false;
    const data = { organizationId, userId, role: 'member', createdAt: new Date() };
    await adapter.create({ model: 'member', data });
    return true;
  }

  async removeMember(organizationId: string, userId: string): Promise<void> {
    const { adapter } = await this.auth.$context;
    const where = [
      { field: 'organizationId', value: organizationId },
      { field: 'userId', value: userId },
    ];
    await adapter.deleteMany({ model: 'member', where });
  }

  /** Runs something that no other server process on this directory may do at the same time. */
  exclusively<Result>(run: () => Promise<Result>): Promise<Result> {
    return this.database.exclusively(run);
  }

  /** @throws when the database cannot be reached */
  ping(): Promise<void> {
    return this.database.ping();
  }

  close(): Promise<void> {
    return this.database.close();
  }
}
