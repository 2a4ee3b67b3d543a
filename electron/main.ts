import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { profileDirectory } from './data/profile.ts';
import { profileLog } from './data/worker-log.ts';
import { registerAppScheme } from './shell/app-protocol.ts';
import { Application } from './shell/application.ts';
import { linkIn, linkScheme } from './shell/deep-links.ts';

/** Electron's entry: one instance per profile, from the first event to the last. The parts are in shell/. */

const directory = profileDirectory(process.env, process.platform);
const browserData = join(directory, 'browser');
mkdirSync(browserData, { recursive: true, mode: 0o700 });

registerAppScheme();
// Chromium's own files belong to the profile, and with them the lock: two profiles may run side by side.
app.setPath('userData', browserData);
// What Windows groups taskbar buttons and notifications by; `appId` in electron-builder.yml.
if (process.platform === 'win32') app.setAppUserModelId('app.outpost.desktop');

if (app.requestSingleInstanceLock()) run();
else app.quit(); // The first instance gets our command line, and with it the link.

function run(): void {
  const log = profileLog(directory, 'main');
  process.on('uncaughtExceptionMonitor', (err) => log.fatal({ err }, 'the main process fails'));
  process.on('unhandledRejection', (err) => log.error({ err }, 'nobody handled a rejection'));
  const application = new Application(directory, log);
  const firstLink = linkIn(process.argv);
  if (firstLink !== undefined) application.openLink(firstLink);
  app.on('second-instance', (_event, argv) => {
    const link = linkIn(argv);
    if (link !== undefined) application.openLink(link);
    application.openWindow();
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    application.openLink(link);
  });
  app.on('activate', () => application.openWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(application);
  // In a development tree it would register the bare Electron program.
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  void app.whenReady().then(() => application.start());
}

/** `will-quit`, not `before-quit`: the windows are closed by then, and one that refuses to close keeps its data worker. */
function closeBeforeQuit(application: Application): void {
  let closing: Promise<void> | undefined;
  app.on('will-quit', (event) => {
    event.preventDefault();
    closing ??= application.close().finally(() => app.exit(0));
  });
}
