import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

type Sent = { readonly channel: string; readonly message: unknown };
type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0];

/** A page, as the main process sees it. */
export class FakeWebContents extends EventEmitter {
  readonly sent: Sent[] = [];
  readonly mainFrame = { url: '', parent: null };
  openHandler: OpenHandler | undefined;
  loading = false;
  reloads = 0;
  destroyed = false;

  send(channel: string, message: unknown): void {
    if (this.destroyed) throw new TypeError('Object has been destroyed');
    this.sent.push({ channel, message });
    this.emit('test-sent');
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isLoadingMainFrame(): boolean {
    return this.loading;
  }

  reload(): void {
    this.reloads += 1;
    this.emit('did-navigate', {}, this.mainFrame.url);
    this.emit('test-reloaded');
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  /** The first message for which `find` answers something, now or later. */
  async received<T>(find: (sent: Sent) => T | undefined): Promise<T> {
    for (;;) {
      for (const sent of this.sent) {
        const found = find(sent);
        if (found !== undefined) return found;
      }
      await new Promise((resolve) => this.once('test-sent', resolve));
    }
  }
}

/** A window without a screen. */
export class FakeBrowserWindow extends EventEmitter {
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly webContents = new FakeWebContents();
  readonly loaded: string[] = [];
  focused = 0;
  minimized = false;
  closed = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    this.webContents.mainFrame.url = url;
    this.webContents.emit('did-navigate', {}, url);
  }

  show(): void {}
  maximize(): void {}

  focus(): void {
    this.focused += 1;
  }

  restore(): void {
    this.minimized = false;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  isMaximized(): boolean {
    return false;
  }

  getNormalBounds(): Electron.Rectangle {
    return { x: 10, y: 20, width: 1200, height: 700 };
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.emit('close', {});
    this.webContents.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
  }
}
