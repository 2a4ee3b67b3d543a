import { randomBytes } from 'node:crypto';
import { arch, hostname } from 'node:os';
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { queries } from '../../core/queries/registry.ts';
import { nodeTimers } from '../sync/node-timers.ts';
import { sendFile } from './file-port.ts';
import { settingsFile } from './profile.ts';
import { readMigrations } from './sqlite-migrations.ts';
import { openSettings } from './sqlite-settings.ts';
import { refusingHost } from './refusing-host.ts';
import { StoreError } from './store-error.ts';
import { WorkerHost } from './worker-host.ts';
import { workerLog } from './worker-log.ts';
import type { HostMessage, WorkerNotice, WorkerStart } from './worker-messages.ts';

/** The data worker: a thread that owns the databases and the sync engine. Its host connects windows to it. */
const { directory, key, migrationsDirectory, serverUrl, appVersion } = workerData as WorkerStart;
const host = parentPort!;
const log = workerLog(directory);

/** Work that may wait pauses this long between its slices. */
const idlePauseMs = 150;

const platformNames: Partial<Record<NodeJS.Platform, string>> = { win32: 'Windows', darwin: 'macOS', linux: 'Linux' };

process.on('uncaughtExceptionMonitor', (err) => log.fatal({ err }, 'the data worker ends'));

const workerHost = openHost();

function openHost(): Pick<WorkerHost, 'connect' | 'file' | 'close'> {
  try {
    return new WorkerHost({
      directory,
      key,
      serverUrl,
      settings: openSettings(settingsFile(directory), key, Date.now(), (err) =>
        log.error({ err }, 'settings put aside'),
      ),
      migrations: readMigrations(migrationsDirectory),
      queries,
      now: Date.now,
      random: (length) => randomBytes(length),
      fetch,
      timers: nodeTimers,
      device: {
        name: hostname(),
        platform: `${platformNames[process.platform] ?? process.platform} ${arch()}`,
        appVersion,
      },
      schedule,
      scheduleIdle: (slice) => later(0, () => scheduleIdle(slice)),
      later,
      onBug: (where, err) => log.error({ err }, where),
    });
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause;
    log.error({ err: cause }, 'the profile cannot be opened');
    return refusingHost(cause);
  }
}

host.on('message', (message: HostMessage) => {
  if (message.kind === 'connect') return connect(message.port);
  if (message.kind === 'file') {
    void sendFile(message.port, workerHost.file(message.documentId), (err) => log.error({ err }, 'sending a file'));
    return;
  }
  workerHost.close();
  // The windows' ports would keep the thread alive.
  process.exit(0);
});
host.postMessage({ kind: 'ready' } satisfies WorkerNotice);

function connect(port: MessagePort): void {
  const connection = workerHost.connect((message) => port.postMessage(message));
  port.on('message', (message: unknown) => connection.receive(message));
  port.on('close', () => connection.close());
}

function schedule(slice: () => boolean): void {
  setImmediate(() => {
    if (unasked(slice)) schedule(slice);
  });
}

/** Between its slices the thread mostly rests. */
function scheduleIdle(slice: () => boolean): void {
  if (unasked(slice)) later(idlePauseMs, () => scheduleIdle(slice));
}

function later(delayMs: number, run: () => void): void {
  if (delayMs === 0) setImmediate(unasked, run);
  else setTimeout(unasked, delayMs, run).unref();
}

/** What the disk refuses while nobody asked is logged and ends nothing: the next request that meets it tells the person. */
function unasked<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch (err) {
    if (!(err instanceof StoreError)) throw err;
    log.error({ err }, 'work in the background');
    return undefined;
  }
}
