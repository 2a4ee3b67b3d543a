import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import type { Logger } from 'pino';
import type { WindowLine } from '../data/start-worker.ts';
import { isStartPage } from './app-protocol.ts';
import { bridgeChannel } from './channels.ts';
import type { DataHost } from './data-host.ts';

/** Passes messages between the windows and the data worker. Only the renderer's own page in a window of ours is listened to. */
export class WindowBridge {
  readonly #host: Pick<DataHost, 'connect'>;
  readonly #log: Logger;
  readonly #windows = new Set<WebContents>();
  readonly #lines = new Map<WebContents, WindowLine>();

  constructor(host: Pick<DataHost, 'connect'>, log: Logger) {
    this.#host = host;
    this.#log = log;
  }

  listen(ipc: Pick<IpcMain, 'on'>): void {
    ipc.on(bridgeChannel, (event, message: unknown) => {
      if (this.#isOurs(event)) this.#lineOf(event.sender).post(message);
      else this.#log.warn({ frame: event.senderFrame?.url ?? null }, 'refused a message of a foreign frame');
    });
  }

  /** Lets a window speak. Each document it shows gets a line of its own: what the one before subscribed to ends with it. */
  admit(contents: WebContents): void {
    this.#windows.add(contents);
    contents.on('did-navigate', () => this.#hangUp(contents));
    contents.on('render-process-gone', () => this.#hangUp(contents));
    contents.once('destroyed', () => {
      this.#windows.delete(contents);
      this.#hangUp(contents);
    });
  }

  /** Forgets the lines to a worker that has ended. */
  hangUpAll(): void {
    for (const contents of this.#windows) this.#hangUp(contents);
  }

  #isOurs({ sender, senderFrame }: IpcMainEvent): boolean {
    // No frame: its document is already gone.
    if (!senderFrame || senderFrame.parent !== null) return false;
    return this.#windows.has(sender) && isStartPage(senderFrame.url);
  }

  #lineOf(contents: WebContents): WindowLine {
    const known = this.#lines.get(contents);
    if (known) return known;
    const line = this.#host.connect((message) => {
      if (this.#lines.get(contents) === line && !contents.isDestroyed()) contents.send(bridgeChannel, message);
    });
    this.#lines.set(contents, line);
    return line;
  }

  #hangUp(contents: WebContents): void {
    this.#lines.get(contents)?.close();
    this.#lines.delete(contents);
  }
}
