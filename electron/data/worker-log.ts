import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { destination, pino, stdSerializers, type Logger } from 'pino';

const rotateAtBytes = 5 * 1024 * 1024;

/** The worker's log: `logs/worker.log` in the profile. */
export function workerLog(profileDirectory: string): Logger {
  return profileLog(profileDirectory, 'worker');
}

/**
 * A log in the profile: `logs/<name>.log`, one older file beside it. It names errors, never a person's data.
 * @param name each thread writes its own
 */
export function profileLog(profileDirectory: string, name: 'main' | 'worker'): Logger {
  const stream = logStream(join(logsDirectory(profileDirectory), `${name}.log`));
  // On a full disk the log falls silent; it must not end what it tells of.
  stream.on('error', () => undefined);
  return pino({ base: null, serializers: { err: stdSerializers.errWithCause } }, stream);
}

type LogStream = ReturnType<typeof destination>;

/** Written at once: the line that explains a crash must not be lost with it. */
function logStream(file: string): LogStream {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    if (existsSync(file) && statSync(file).size > rotateAtBytes) renameSync(file, `${file}.1`);
    return destination({ dest: file, sync: true, mode: 0o600 });
  } catch {
    // A profile that cannot be written is told to the person by whoever needs it; the log goes where someone may read it.
    return destination({ dest: 2, sync: true });
  }
}

/** Where the logs of a profile are. */
export function logsDirectory(profileDirectory: string): string {
  return join(profileDirectory, 'logs');
}
