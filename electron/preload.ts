import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { bridgeChannel, goToChannel } from './shell/channels.ts';

/**
 * The renderer's only way out of its sandbox: messages to the data worker and back (`PreloadPort` in src/bridge/transport.ts).
 * Nothing of Electron itself is handed over; the main process checks the sender, the worker checks the messages.
 */
contextBridge.exposeInMainWorld('outpost', {
  postMessage: (message: unknown): void => ipcRenderer.send(bridgeChannel, message),
  onMessage: (listener: (message: unknown) => void): (() => void) => {
    // The event would hand over ipcRenderer: only the message passes.
    const receive = (_event: IpcRendererEvent, message: unknown): void => listener(message);
    ipcRenderer.on(bridgeChannel, receive);
    return () => ipcRenderer.off(bridgeChannel, receive);
  },
});

declare const location: { hash: string };

// A link or a menu item: the renderer sees an ordinary change of its address.
ipcRenderer.on(goToChannel, (_event, hash: string) => {
  location.hash = hash;
});
