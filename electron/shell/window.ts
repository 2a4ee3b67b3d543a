import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import type { Logger } from 'pino';
import { startPage } from './app-protocol.ts';
import { goToChannel } from './channels.ts';
import { RestartBudget } from './restart-budget.ts';
import { readWindowState, smallestWindow, validBounds, writeWindowState } from './window-bounds.ts';

export type MainWindowOptions = {
  /** Path of the built preload script. */
  readonly preload: string;
  /** Where bounds are remembered. */
  readonly stateFile: string;
  /** The place to open, e.g. `#/lead/…`; empty: where the renderer starts. */
  readonly hash: string;
  readonly log: Logger;
  /** The page crashed too often to be shown again. */
  readonly onLost: () => void;
};

/** Opens the application's window on the renderer's page. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { preload, stateFile, hash, log } = options;
  const state = readWindowState(stateFile);
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  const window = new BrowserWindow({
    ...validBounds(
      state?.bounds,
      [primary, ...others].map(({ workArea }) => workArea),
    ),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: app.name,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1e' : '#ffffff',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      devTools: !app.isPackaged,
      // Elsewhere Chromium would download dictionaries; a Mac brings its own.
      spellcheck: process.platform === 'darwin',
    },
  });
  if (state?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => rememberBounds(window, stateFile, log));
  reloadAfterCrash(window, options);
  load(window, hash, log);
  return window;
}

/** Shows a place of the renderer in a window that exists. @param hash e.g. `#/settings` */
export function goTo(window: BrowserWindow, hash: string, log: Logger): void {
  // A page that is still loading does not listen yet.
  if (window.webContents.isLoadingMainFrame()) load(window, hash, log);
  else window.webContents.send(goToChannel, hash);
}

/** Brings a window to the front, wherever it was put. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function load(window: BrowserWindow, hash: string, log: Logger): void {
  window.loadURL(`${startPage}${hash}`).catch((err: unknown) => log.error({ err }, 'the page did not load'));
}

function rememberBounds(window: BrowserWindow, stateFile: string, log: Logger): void {
  try {
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  } catch (err) {
    log.warn({ err }, 'the window does not remember its place');
  }
}

/** The address stays, so a reload shows what was open before. */
function reloadAfterCrash(window: BrowserWindow, { log, onLost }: MainWindowOptions): void {
  const budget = new RestartBudget();
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return;
    log.error({ reason, exitCode }, 'the page crashed');
    if (budget.spend(Date.now())) window.webContents.reload();
    else onLost();
  });
}
