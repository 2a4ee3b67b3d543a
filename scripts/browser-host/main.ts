import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openProfile, profileDirectory, type Profile } from '../../electron/data/profile.ts';
import { startDataWorker, type DataWorker } from '../../electron/data/start-worker.ts';
import { StoreError } from '../../electron/data/store-error.ts';
import { keyFileVault } from './key-file.ts';
import { startBrowserHost, type BrowserHost } from './server.ts';

/**
 * Runs Outpost in a normal browser on this machine: the same data worker and the same screens as in Electron, without it.
 * For tests, and where the Electron runtime cannot be had; it is not packaged.
 */

const usage = `node scripts/browser-host/main.ts [--port 8090] [--profile DIR] [--renderer DIR] [--json]

  --port      port on 127.0.0.1; 0: any free one
  --profile   folder of the databases (default: OUTPOST_PROFILE, or the system's place for application data)
  --renderer  the built screens (default: dist/renderer)
  --json      print the address as a line of JSON: {"url": "http://…"}

OUTPOST_SERVER_URL fills in the server's address in the sign-in form.`;

const root = fileURLToPath(new URL('../../', import.meta.url));

class Refused extends Error {}

function options(): { port: number; profile: string; renderer: string; json: boolean } {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8090' },
      profile: { type: 'string' },
      renderer: { type: 'string', default: join(root, 'dist/renderer') },
      json: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Refused(`--port ${values.port} is no port.`);
  if (!existsSync(join(values.renderer, 'index.html'))) {
    throw new Refused(`There are no built screens in ${values.renderer}. Build them first: npm run build`);
  }
  return { ...values, port, profile: values.profile ?? profileDirectory(process.env, process.platform) };
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

async function run(): Promise<void> {
  const { port, profile: directory, renderer, json } = options();
  const profile = openProfile(directory, keyFileVault(directory));
  const worker = await startDataWorker(new URL('../../electron/data/worker.ts', import.meta.url), {
    directory,
    key: profile.key,
    migrationsDirectory: join(root, 'migrations'),
    serverUrl: process.env['OUTPOST_SERVER_URL'] ?? null,
    appVersion: packageVersion(),
  });
  const host = await startBrowserHost({ port, renderer, worker });
  endWell(host, worker, profile);
  if (json) console.log(JSON.stringify({ url: host.startUrl }));
  else
    console.log(
      `Outpost runs at ${host.startUrl}\nThat address works once. The databases' key is a file in ${directory}.`,
    );
}

/** Ends in order on a signal, and with an error when the worker ends by itself. */
function endWell(host: BrowserHost, worker: DataWorker, profile: Profile): void {
  let ending = false;
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    await host.close();
    await worker.stop();
    profile.release();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  void worker.ended.then((failure) => {
    if (ending) return;
    console.error('The data worker ended unexpectedly.', failure);
    process.exit(1);
  });
}

function explain(cause: unknown): string {
  if (cause instanceof Refused || cause instanceof StoreError) return cause.message;
  if (!(cause instanceof Error) || !('code' in cause)) throw cause;
  if (cause.code === 'EADDRINUSE')
    return 'The port is in use. Choose another one with --port, or --port 0 for any free one.';
  if (String(cause.code).startsWith('ERR_PARSE_ARGS')) return `${cause.message}\n\n${usage}`;
  throw cause;
}

try {
  await run();
} catch (cause) {
  console.error(explain(cause));
  process.exit(1);
}
