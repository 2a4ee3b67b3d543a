import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { requiredEmail } from '../core/domain/fields/text-fields.ts';
import { isTimeZone } from '../core/domain/people/organization-update.ts';
import type { S3Options } from './files/s3-storage.ts';
import { passwordError } from './auth/password-rules.ts';

/** What `npm run server` runs with. */
export type ServerConfig = {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  /** Connection string of PostgreSQL; undefined for the embedded store. */
  readonly databaseUrl: string | undefined;
  /** Connection string of the role that migrates PostgreSQL, where it is not the one that serves. */
  readonly migrationDatabaseUrl: string | undefined;
  /** Where files go; undefined: into the data folder. */
  readonly s3: S3Options | undefined;
  /** Without a trailing slash; undefined: the address it listens on. */
  readonly publicUrl: string | undefined;
  /** Whether the last entry of X-Forwarded-For is the caller's address. */
  readonly trustProxy: boolean;
  readonly secret: string | undefined;
  /** Who administers the organization that the first start creates. */
  readonly admin: { readonly email: string; readonly password: string; readonly name: string } | undefined;
  readonly organization: { readonly name: string; readonly timeZone: string; readonly currency: string };
  readonly logLevel: LogLevel;
};

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;
type LogLevel = (typeof logLevels)[number];

/** The configuration cannot be used; the message is one line for the person who typed it. */
export class ConfigError extends Error {}

const options = {
  help: { type: 'boolean' },
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  'public-url': { type: 'string' },
  'trust-proxy': { type: 'boolean' },
  'admin-email': { type: 'string' },
  'admin-password': { type: 'string' },
  'admin-name': { type: 'string' },
  organization: { type: 'string' },
  'time-zone': { type: 'string' },
  currency: { type: 'string' },
  'log-level': { type: 'string' },
} as const;

type Values = ReturnType<typeof parse>;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the command line and the environment.
 * @returns 'help' when help was asked for
 * @throws ConfigError for the first thing that is wrong
 */
export function readConfig(args: readonly string[], env: Environment): ServerConfig | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    port: portOf(values.port ?? '8080'),
    host: values.host ?? '127.0.0.1',
    dataFolder: resolve(values.data ?? 'data'),
    databaseUrl: databaseUrlOf('DATABASE_URL', env),
    migrationDatabaseUrl: databaseUrlOf('MIGRATION_DATABASE_URL', env),
    s3: s3Of(env),
    publicUrl: publicUrlOf(values['public-url']),
    trustProxy: values['trust-proxy'] ?? false,
    secret: env['BETTER_AUTH_SECRET'] || undefined,
    admin: adminOf(values, env),
    organization: organizationOf(values),
    logLevel: logLevelOf(values['log-level'] ?? 'info'),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    // Node's message goes on with advice in further sentences.
    throw new ConfigError(`${String((cause as Error).message).split(/\. |\n/)[0]}. See --help.`, { cause });
  }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535)
    throw new ConfigError(`--port ${text}: give a number from 0 (any free port) to 65535.`);
  return port;
}

function databaseUrlOf(name: string, env: Environment): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  // The URL holds a password, so that it is never repeated in a message.
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text))
    throw new ConfigError(`${name} must look like postgres://user:password@host:5432/database.`);
  return text;
}

/** All or nothing: a half-configured bucket must not become a data folder full of files. */
function s3Of(env: Environment): S3Options | undefined {
  const names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) throw new ConfigError(`Files in a bucket need ${missing.join(', ')}, too.`);
  const endpoint = URL.canParse(env['S3_ENDPOINT']!) ? new URL(env['S3_ENDPOINT']!) : undefined;
  if (!endpoint || !/^https?:$/.test(endpoint.protocol) || endpoint.pathname !== '/' || endpoint.search)
    throw new ConfigError(
      'S3_ENDPOINT must be an address without a path, such as https://s3.eu-central-1.amazonaws.com.',
    );
  const prefix = env['S3_PREFIX'] ?? '';
  if (!/^([A-Za-z0-9_-]+\/)*$/.test(prefix))
    throw new ConfigError('S3_PREFIX must be empty or folders of letters, digits, - and _, ending in /: outpost/.');
  return {
    endpoint: endpoint.origin,
    bucket: env['S3_BUCKET']!,
    region: env['S3_REGION'] || 'us-east-1',
    prefix,
    accessKeyId: env['S3_ACCESS_KEY_ID']!,
    secretAccessKey: env['S3_SECRET_ACCESS_KEY']!,
  };
}

function publicUrlOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash)
    throw new ConfigError(`--public-url ${text}: give an address such as https://crm.example.com.`);
  return url.origin;
}

function adminOf(values: Values, env: Environment): ServerConfig['admin'] {
  const email = (values['admin-email'] ?? env['OUTPOST_ADMIN_EMAIL'])?.trim().toLowerCase();
  const password = values['admin-password'] ?? env['OUTPOST_ADMIN_PASSWORD'];
  if (!email && !password) return undefined;
  if (!email) throw new ConfigError('An administrator password needs --admin-email (or OUTPOST_ADMIN_EMAIL).');
  if (!password) throw new ConfigError('--admin-email needs --admin-password (or OUTPOST_ADMIN_PASSWORD).');
  if (!requiredEmail.safeParse(email).success) throw new ConfigError(`--admin-email ${email}: not an email address.`);
  const name = values['admin-name'] ?? email.split('@')[0]!;
  const error = passwordError(password, { name, email });
  if (error) throw new ConfigError(`The administrator's password ${error.message}.`);
  return { email, password, name };
}

function organizationOf(values: Values): ServerConfig['organization'] {
  const name = (values.organization ?? 'My company').trim();
  if (!name || name.length > 255) throw new ConfigError('--organization: give a name of 1 to 255 characters.');
  const timeZone = values['time-zone'] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!isTimeZone(timeZone)) throw new ConfigError(`--time-zone ${timeZone}: give an IANA name such as Europe/Berlin.`);
  const currency = (values.currency ?? 'EUR').toUpperCase();
  if (!Intl.supportedValuesOf('currency').includes(currency))
    throw new ConfigError(`--currency ${currency}: give an ISO 4217 code such as EUR.`);
  return { name, timeZone, currency };
}

function logLevelOf(text: string): LogLevel {
  const level = logLevels.find((known) => known === text);
  if (!level) throw new ConfigError(`--log-level ${text}: give one of ${logLevels.join(', ')}.`);
  return level;
}
