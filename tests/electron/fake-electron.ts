import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { FakeBrowserWindow, type FakeWebContents } from './fake-window.ts';

export type FakeOptions = {
  /** What app.getAppPath() answers. */
  readonly appPath: string;
  readonly locale?: string;
  /** A first instance holds the lock. */
  readonly isSecondInstance?: boolean;
  readonly backend?: ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>;
  /** The keychain of another user: it opens nothing. */
  readonly keychainRefuses?: boolean;
};

type Handler = Parameters<Electron.Protocol['handle']>[1];
type PermissionHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type PermissionCheck = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;

/** An event of Electron's that can be prevented. */
export function preventable<P extends object>(
  params: P,
): P & { defaultPrevented: boolean; preventDefault: () => void } {
  const event = { ...params, defaultPrevented: false, preventDefault: () => void (event.defaultPrevented = true) };
  return event;
}

/**
 * As much of Electron as the main process uses, without a browser: each part checked against electron.d.ts.
 * What the application did to it can be looked at.
 */
export class FakeElectron {
  readonly schemes: Electron.CustomScheme[] = [];
  readonly protocolHandlers = new Map<string, Handler>();
  readonly windows: FakeBrowserWindow[] = [];
  readonly opened: string[] = [];
  readonly boxes: Electron.MessageBoxOptions[] = [];
  readonly paths = new Map<string, string>();
  menu: Electron.MenuItemConstructorOptions[] = [];
  permissionRequest: PermissionHandler | undefined;
  permissionCheck: PermissionCheck | undefined;
  online = true;
  exitCode: number | undefined;
  readonly exited: Promise<number>;
  readonly app;
  readonly ipcMain = new EventEmitter();
  readonly powerMonitor = new EventEmitter();
  readonly #options: FakeOptions;
  #resolveExit!: (code: number) => void;

  constructor(options: FakeOptions) {
    this.#options = options;
    this.exited = new Promise((resolve) => (this.#resolveExit = resolve));
    this.app = this.#makeApp();
  }

  /** What `import … from 'electron'` gives. */
  get module(): Record<string, unknown> {
    return {
      app: this.app,
      BrowserWindow: this.#windowClass(),
      ipcMain: this.ipcMain,
      powerMonitor: this.powerMonitor,
      ...this.#parts(),
      safeStorage: this.#safeStorage(),
    };
  }

  /** The renderer of a window sends a message. @param frame the main frame's, unless told otherwise */
  send(sender: FakeWebContents, channel: string, message: unknown, frame: unknown = sender.mainFrame): void {
    this.ipcMain.emit(channel, { sender, senderFrame: frame }, message);
  }

  #makeApp() {
    const methods = {
      name: 'Outpost',
      isPackaged: false,
      getAppPath: () => this.#options.appPath,
      getLocale: () => this.#options.locale ?? 'en-GB',
      getVersion: () => '1.2.3',
      setPath: (name: string, path: string) => void this.paths.set(name, path),
      requestSingleInstanceLock: () => !this.#options.isSecondInstance,
      whenReady: () => Promise.resolve(),
      quit: () => this.#quit(),
      exit: (code = 0) => {
        this.exitCode ??= code;
        this.#resolveExit(code);
      },
    } satisfies Partial<Electron.App>;
    return Object.assign(new EventEmitter(), methods);
  }

  #quit(): void {
    for (const window of this.windows) window.close();
    const event = preventable({});
    this.app.emit('will-quit', event);
    if (!event.defaultPrevented) this.app.exit(0);
  }

  #windowClass() {
    const { app, windows } = this;
    return class extends FakeBrowserWindow {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
        app.emit('web-contents-created', {}, this.webContents);
      }
    };
  }

  #parts() {
    const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } } as Electron.Display;
    return {
      protocol: {
        registerSchemesAsPrivileged: (schemes) => void this.schemes.push(...schemes),
        handle: (scheme, handler) => void this.protocolHandlers.set(scheme, handler),
      } satisfies Partial<Electron.Protocol>,
      session: {
        defaultSession: {
          setPermissionRequestHandler: (handler) => void (this.permissionRequest = handler ?? undefined),
          setPermissionCheckHandler: (handler) => void (this.permissionCheck = handler ?? undefined),
        } satisfies Partial<Electron.Session>,
      },
      shell: {
        openExternal: async (url: string) => void this.opened.push(url),
        openPath: async () => '',
      } satisfies Partial<Electron.Shell>,
      dialog: { showMessageBox: (...args: unknown[]) => this.#showBox(args.at(-1) as Electron.MessageBoxOptions) },
      Menu: {
        buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
        setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => void (this.menu = menu),
      },
      nativeTheme: { shouldUseDarkColors: false } satisfies Partial<Electron.NativeTheme>,
      net: { isOnline: () => this.online } satisfies Partial<Electron.Net>,
      screen: {
        getPrimaryDisplay: () => display,
        getAllDisplays: () => [display],
      } satisfies Partial<Electron.Screen>,
    };
  }

  async #showBox(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
    this.boxes.push(options);
    return { response: 0, checkboxChecked: false };
  }

  /** Not a cipher: enough to tell what was sealed from what was not. */
  #safeStorage() {
    const mask = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0x5a));
    return {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => this.#options.backend ?? 'gnome_libsecret',
      encryptString: (text: string) => mask(Buffer.from(text)),
      decryptString: (sealed: Buffer) => {
        if (this.#options.keychainRefuses) throw new Error('Error while decrypting the ciphertext');
        return mask(sealed).toString();
      },
    } satisfies Partial<Electron.SafeStorage>;
  }
}
