import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SyncStore, SyncTransaction } from '../../../core/kernel/store.ts';
import { Device } from '../../../electron/data/device.ts';
import { openTestStore } from '../../support/device-store.ts';
import type { DeviceProcess } from './device-process.ts';

/** @returns the file of the database in the profile of a device that has signed in once */
export function databaseOf(profile: string): string {
  const name = readdirSync(profile).find((file) => file.startsWith('data-') && file.endsWith('.db'));
  if (!name) throw new Error(`no database in ${profile}`);
  return join(profile, name);
}

/** @returns the id of the person who is signed in */
export async function userOf(device: DeviceProcess): Promise<string> {
  const session = await device.call('session.get', {});
  if (session.kind !== 'signedIn') throw new Error(`nobody is signed in: ${session.kind}`);
  return session.userId;
}

/**
 * A week without a network, on the database of a device that is not running: the real rules and the real outbox, but all of it in
 * one transaction, because ten thousand times waiting for the disk is not what is tested.
 */
export function workOffline(
  file: string,
  userId: string,
  week: (mutate: (name: string, args: unknown) => void) => void,
): void {
  const store = openTestStore(file);
  store.transaction((transaction) => {
    const open: SyncStore = { transaction: (run) => run(transaction as SyncTransaction) };
    const ports = {
      store: open,
      now: Date.now,
      random: (length: number) => randomBytes(length),
      onCommit: () => {},
      onDeparted: () => {},
    };
    const device = new Device(ports, { userId, mode: 'synced' });
    week((name, args) => device.mutate(name, args));
  });
  store.close();
}
