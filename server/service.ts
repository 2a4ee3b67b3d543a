import type { Logger } from 'pino';
import { Directory } from './auth/directory.ts';
import { openPostgresDirectory, openSqliteDirectory } from './auth/directory-database.ts';
import { ensureOrganization } from './auth/first-organization.ts';
import { readSecret } from './auth/secret.ts';
import { SignInLimiter } from './auth/sign-in-limiter.ts';
import type { ServerConfig } from './config.ts';
import { openFiles } from './files/open-files.ts';
import { startSweeps } from './files/sweep-files.ts';
import { PokeHub } from './events/poke-hub.ts';
import { createApp } from './http/app.ts';
import { apiKeyRate, personRate, usualLimits } from './http/deps.ts';
import { RateLimiter } from './http/rate-limiter.ts';
import { listen } from './http/listen.ts';
import { newStamp } from './routes/doors.ts';
import { openStores } from './store/open-stores.ts';

/** How long running requests may still take when the server stops. Milliseconds. */
const stopGraceMs = 10_000;

export type Service = {
  readonly port: number;
  /** Turns readiness off, ends event streams, finishes running requests, then closes the stores. */
  stop(): Promise<void>;
};

/**
 * Starts everything in the order in which it depends on each other.
 * @param limits of requests
 * @throws ListenError, DataFolderInUseError, FirstStartError, StoreError: reasons an operator can mend
 */
export async function startService(config: ServerConfig, log: Logger, limits = usualLimits): Promise<Service> {
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const close of closers.toReversed()) await close();
  };
  try {
    const secret = readSecret(config.dataFolder, config.secret);
    // First: on PostgreSQL they make the schema that the directory keeps its tables in.
    const stores = await openStores(config, log);
    closers.push(() => stores.closeAll());
    const database = openDirectoryDatabase(config, log);
    closers.push(() => database.close());
    const baseUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
    const directory = await Directory.open({ database, secret, baseUrl, log });
    await ensureOrganization(directory, stores, config);
    const stopping = new AbortController();
    const pokes = new PokeHub();
    const limiter = new SignInLimiter();
    const files = openFiles(config, { now: Date.now, newStamp });
    const organizationIds = async () => (await directory.organizations()).map(({ id }) => id);
    const endSweeps = startSweeps({ ...files, stores, organizationIds, log, now: Date.now, newStamp });
    closers.push(async () => endSweeps());
    const app = createApp({
      directory,
      stores,
      pokes,
      limiter,
      rates: new RateLimiter(apiKeyRate, Date.now),
      personRates: new RateLimiter(personRate, Date.now),
      files,
      log,
      trustProxy: config.trustProxy,
      stopping: stopping.signal,
      limits,
      now: Date.now,
    });
    const listening = await listen(app, config.host, config.port);
    closers.push(() => listening.close(stopGraceMs));
    const stop = () => {
      stopping.abort();
      pokes.endAll();
      return closeAll();
    };
    return { port: listening.port, stop };
  } catch (cause) {
    await closeAll();
    throw cause;
  }
}

function openDirectoryDatabase(config: ServerConfig, log: Logger) {
  if (config.databaseUrl === undefined) return openSqliteDirectory(config.dataFolder);
  return openPostgresDirectory(config.databaseUrl, (err) => log.warn({ err }, 'a directory connection broke'));
}
