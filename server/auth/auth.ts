import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { bearer, organization } from 'better-auth/plugins';
import type { Logger } from 'pino';
import { uuidv7From } from '../../core/kernel/ids.ts';
import { maxPasswordLength, minPasswordLength } from './password-rules.ts';
import type { DirectoryDatabase } from './directory-database.ts';

const daySeconds = 24 * 60 * 60;
/** A session ends this long after it was last used. */
export const sessionSeconds = 30 * daySeconds;

/** Set by the server itself from the connection, never taken from the client. */
export const clientAddressHeader = 'x-outpost-client-address';

export type AuthOptions = {
  readonly database: DirectoryDatabase;
  readonly secret: string;
  /** Where browsers and devices reach this server, without a trailing slash. */
  readonly baseUrl: string;
  readonly log: Logger;
};

/** @returns a UUIDv7, the form of every id that people and organizations have in the domain's tables */
export function newDirectoryId(): string {
  return uuidv7From(Date.now(), randomBytes(10));
}

/** The sign-in library on the directory's database. People are added by `Directory`, never by signing up. */
export function createAuth({ database, secret, baseUrl, log }: AuthOptions) {
  return betterAuth({
    appName: 'Outpost',
    baseURL: baseUrl,
    basePath: '/auth',
    secret,
    database: database.options,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength,
      maxPasswordLength,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: sessionSeconds, updateAge: daySeconds },
    rateLimit: { enabled: true, window: 10, max: 50 },
    telemetry: { enabled: false },
    advanced: {
      // `migrateAuth` runs at every start, so that the library need not compare the tables itself.
      database: { generateId: newDirectoryId, validateSchema: false },
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
    },
    plugins: [bearer(), organization({ allowUserToCreateOrganization: false, disableOrganizationDeletion: true })],
    logger: {
      level: 'warn',
      // Only the message: the arguments may hold what people typed.
      log: (level, message) => log[level === 'error' ? 'error' : 'debug']({ from: 'better-auth' }, message),
    },
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** Creates or extends the directory's tables. */
export async function migrateAuth(auth: Auth): Promise<void> {
  const { runMigrations } = await getMigrations(auth.options);
  await runMigrations();
}
