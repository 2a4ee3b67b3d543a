import { join } from 'node:path';
import { app, ipcMain, safeStorage, shell, type BrowserWindow } from 'electron';
import type { Logger } from 'pino';
import { openProfile, type Profile } from '../data/profile.ts';
import { startDataWorker } from '../data/start-worker.ts';
import { logsDirectory } from '../data/worker-log.ts';
import { serveRenderer } from './app-protocol.ts';
import { appPaths, type AppPaths } from './app-paths.ts';
import { DataHost } from './data-host.ts';
import { hashOfLink } from './deep-links.ts';
import { keychainVault } from './key-vault.ts';
import { setMenu } from './menu.ts';
import { tellFailure, tellLost, tellRestarted } from './notices.ts';
import { translator, type Translate } from './texts.ts';
import { watchForWakeUps } from './wake-ups.ts';
import { guardWebContents } from './web-contents-guard.ts';
import { bringToFront, goTo, openMainWindow } from './window.ts';
import { WindowBridge } from './window-bridge.ts';

/** How long the databases may take to close. Milliseconds; `npm start` waits 12 s before it kills. */
const closeTimeoutMs = 5_000;

/** The desktop application: one profile, one data worker, one window. */
export class Application {
  readonly #directory: string;
  readonly #log: Logger;
  readonly #paths: AppPaths = appPaths(app.getAppPath());
  #t!: Translate;
  #profile: Profile | undefined;
  #host: DataHost | undefined;
  #bridge: WindowBridge | undefined;
  #window: BrowserWindow | undefined;
  #stopWakeUps = (): void => {};
  /** Where the window shall open; a link may come before there is one. */
  #hash = '';

  /** @param directory the profile folder */
  constructor(directory: string, log: Logger) {
    this.#directory = directory;
    this.#log = log;
  }

  /** Opens the profile and the window. Call when the app is ready. What keeps it from starting is told to the person. */
  async start(): Promise<void> {
    this.#t = await translator(app.getLocale());
    guardWebContents(this.#log);
    serveRenderer(this.#paths.renderer, async (documentId) => this.#host?.file(documentId));
    try {
      await this.#startData();
      this.#setMenu();
      this.openWindow();
    } catch (cause) {
      this.#log.fatal({ err: cause }, 'the application cannot start');
      await tellFailure(this.#t, cause, this.#logs);
      app.exit(1);
    }
  }

  /** Opens the window, or brings it to the front. */
  openWindow(): void {
    if (!this.#bridge) return;
    if (this.#window) return bringToFront(this.#window);
    const window = openMainWindow({
      preload: this.#paths.preload,
      stateFile: join(this.#directory, 'window.json'),
      hash: this.#hash,
      log: this.#log,
      onLost: () => void this.#lost(),
    });
    this.#hash = '';
    this.#window = window;
    this.#bridge.admit(window.webContents);
    window.once('closed', () => (this.#window = undefined));
  }

  /** Opens a link of another program; what is not one of ours is only logged, without its content. */
  openLink(link: string): void {
    const hash = hashOfLink(link);
    if (hash) this.#show(hash);
    else this.#log.warn('refused a link of another program');
  }

  /** Ends the worker and gives the profile back; bounded, so that the application always ends. */
  async close(): Promise<void> {
    this.#stopWakeUps();
    const inTime = (await this.#host?.stop(closeTimeoutMs)) ?? true;
    if (!inTime) this.#log.error('the data worker did not close in time');
    this.#profile?.release();
    this.#profile = undefined;
  }

  get #logs(): string {
    return logsDirectory(this.#directory);
  }

  #show(hash: string): void {
    if (this.#window) {
      goTo(this.#window, hash, this.#log);
      return bringToFront(this.#window);
    }
    this.#hash = hash;
    this.openWindow();
  }

  #setMenu(): void {
    setMenu({
      t: this.#t,
      isMac: process.platform === 'darwin',
      isPackaged: app.isPackaged,
      openSettings: () => this.#show('#/settings'),
      openLogs: () => void shell.openPath(this.#logs),
    });
  }

  async #startData(): Promise<void> {
    const vault = keychainVault(this.#directory, safeStorage, process.platform);
    const profile = openProfile(this.#directory, vault);
    this.#profile = profile;
    const { worker, migrations } = this.#paths;
    const host = new DataHost({
      start: () =>
        startDataWorker(worker, {
          directory: this.#directory,
          key: profile.key,
          migrationsDirectory: migrations,
          serverUrl: process.env['OUTPOST_SERVER_URL'] ?? null,
          appVersion: app.getVersion(),
        }),
      now: Date.now,
      onRestarted: () => this.#restarted(),
      onLost: () => void this.#lost(),
      log: this.#log,
    });
    this.#host = host;
    await host.start();
    this.#bridge = new WindowBridge(host, this.#log);
    this.#bridge.listen(ipcMain);
    this.#stopWakeUps = watchForWakeUps((reason) => host.syncNow(reason));
  }

  /** The page's subscriptions ended with the old worker: it loads anew, at the same place. */
  #restarted(): void {
    this.#bridge?.hangUpAll();
    if (!this.#window) return;
    this.#window.webContents.reload();
    void tellRestarted(this.#t, this.#window);
  }

  async #lost(): Promise<void> {
    await tellLost(this.#t, this.#logs);
    app.quit();
  }
}
