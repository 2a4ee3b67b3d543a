import { mkdirSync } from 'node:fs';
import { destination, pino } from 'pino';
import { DataFolderInUseError } from './auth/directory-database.ts';
import { FirstStartError } from './auth/first-organization.ts';
import { ConfigError, readConfig } from './config.ts';
import type { ServerConfig } from './config.ts';
import { helpText } from './config-help.ts';
import { ListenError } from './http/listen.ts';
import { startService } from './service.ts';
import type { Service } from './service.ts';
import { StoreError } from './store/store-error.ts';

/** Errors an operator can mend: one line, no stack. */
const plainErrors = [ListenError, DataFolderInUseError, StoreError];

const config = configOrExit();
if (config === 'help') {
  process.stdout.write(helpText);
} else {
  await run(config);
}

function configOrExit(): ServerConfig | 'help' {
  try {
    return readConfig(process.argv.slice(2), process.env);
  } catch (cause) {
    if (cause instanceof ConfigError) exitWith(2, cause.message);
    throw cause;
  }
}

async function run(config: ServerConfig): Promise<void> {
  // Synchronous: the last lines before an exit are the ones that matter.
  const log = pino({ level: config.logLevel, base: null }, destination({ fd: 2, sync: true }));
  const service = await startOrExit(config, log);
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const store = config.databaseUrl === undefined ? `data in ${config.dataFolder}` : 'data in PostgreSQL';
  process.stdout.write(`Outpost server on ${config.publicUrl ?? `http://${host}:${service.port}`}, ${store}.\n`);
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    stopAndExit(service, log);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

async function startOrExit(config: ServerConfig, log: pino.Logger): Promise<Service> {
  process.umask(0o077); // what it writes is for its own user only
  try {
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 });
    return await startService(config, log);
  } catch (cause) {
    if (cause instanceof FirstStartError) exitWith(2, cause.message);
    if (plainErrors.some((known) => cause instanceof known)) exitWith(1, (cause as Error).message);
    log.error({ err: cause }, 'the server could not start');
    exitWith(1, `The server could not start: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

function stopAndExit(service: Service, log: pino.Logger): void {
  service.stop().then(
    () => process.exit(0),
    (cause: unknown) => {
      log.error({ err: cause }, 'the server did not stop cleanly');
      process.exit(1);
    },
  );
}

function exitWith(code: number, message: string): never {
  process.stderr.write(`${message.split('\n')[0]}\n`);
  process.exit(code);
}
