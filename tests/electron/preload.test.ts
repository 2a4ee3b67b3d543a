import { EventEmitter } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { buildElectron } from '../../scripts/build-electron.ts';
import { bridgeChannel, goToChannel } from '../../electron/shell/channels.ts';
import type { PreloadPort } from '../../src/bridge/transport.ts';

/** Runs the built preload script as a sandboxed renderer would: it may require Electron and nothing else. */
async function runPreload() {
  const folder = await mkdtemp(join(tmpdir(), 'outpost-preload-'));
  await buildElectron(folder);
  const source = readFileSync(join(folder, 'preload.cjs'), 'utf8');
  rmSync(folder, { recursive: true });
  const exposed: Record<string, unknown> = {};
  const sent: unknown[][] = [];
  const ipcRenderer = Object.assign(new EventEmitter(), { send: (...args: unknown[]) => void sent.push(args) });
  const contextBridge = { exposeInMainWorld: (name: string, api: unknown) => void (exposed[name] = api) };
  const location = { hash: '' };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`);
    return { contextBridge, ipcRenderer };
  };
  runInNewContext(source, { require, location, exports: {}, module: { exports: {} } });
  return { exposed, sent, ipcRenderer, location };
}

test('the built preload exposes two functions, passes messages only, and goes where it is told', async () => {
  const { exposed, sent, ipcRenderer, location } = await runPreload();
  expect(Object.keys(exposed)).toEqual(['outpost']);
  const port = exposed['outpost'] as PreloadPort;
  expect(Object.keys(port).toSorted()).toEqual(['onMessage', 'postMessage']);

  const request = { id: 1, method: 'session.get', params: {} };
  port.postMessage(request);
  expect(sent).toEqual([[bridgeChannel, request]]);

  const heard: unknown[][] = [];
  const stop = port.onMessage((...args) => void heard.push(args));
  ipcRenderer.emit(bridgeChannel, { sender: 'ipcRenderer' }, { id: 1 });
  stop();
  ipcRenderer.emit(bridgeChannel, { sender: 'ipcRenderer' }, { id: 2 });
  expect(heard).toEqual([[{ id: 1 }]]);

  ipcRenderer.emit(goToChannel, {}, '#/settings');
  expect(location.hash).toBe('#/settings');
});
