import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { storeKeyBytes } from './sqlite-connection.ts';
import { lockProfile } from './sqlite-lock.ts';
import { StoreError } from './store-error.ts';

/** Where the key of a profile's databases is kept: the operating system's keychain, or what a host has instead. */
export type KeyVault = {
  /** @returns the key as stored, or undefined when nothing was ever stored */
  readonly load: () => Uint8Array | undefined;
  readonly store: (key: Uint8Array) => void;
};

/** A profile folder, held by this process. */
export type Profile = {
  readonly directory: string;
  /** 32 bytes; every database of the profile is encrypted with it. */
  readonly key: Uint8Array;
  readonly release: () => void;
};

/**
 * Where the profile is: OUTPOST_PROFILE, or the platform's place for application data.
 * @param env process.env
 * @param platform process.platform
 */
export function profileDirectory(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, home = homedir()): string {
  const chosen = env['OUTPOST_PROFILE'];
  if (chosen) return chosen;
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Outpost');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Outpost');
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'outpost');
}

/**
 * Takes a profile folder (made where there is none) for this process and gets its key.
 * @throws StoreError PROFILE_IN_USE; KEY_MISSING when there are databases but no key: a new key could never open them
 */
export function openProfile(directory: string, vault: KeyVault): Profile {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Before the key: two first starts at once must not make two keys.
  const lock = lockProfile(join(directory, 'profile.lock'));
  try {
    return { directory, key: loadKey(directory, vault), release: lock.release };
  } catch (cause) {
    lock.release();
    throw cause;
  }
}

function loadKey(directory: string, vault: KeyVault): Uint8Array {
  const known = vault.load();
  if (known) {
    if (known.length !== storeKeyBytes) throw new StoreError('KEY_MISSING', directory);
    return known;
  }
  if (readdirSync(directory).some((name) => name.endsWith('.db'))) throw new StoreError('KEY_MISSING', directory);
  const key = randomBytes(storeKeyBytes);
  vault.store(key);
  return key;
}

/** What a synced database belongs to (SYNC-9). */
export type Binding = { readonly serverId: string; readonly organizationId: string; readonly userId: string };

/** The database of one person in one organization of one server. Its name tells nothing about them. */
export function boundDatabaseFile(directory: string, { serverId, organizationId, userId }: Binding): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([serverId, organizationId, userId]))
    .digest('hex');
  return join(directory, `data-${digest.slice(0, 32)}.db`);
}

/** The database of the generated company. */
export function sampleDatabaseFile(directory: string): string {
  return join(directory, 'sample.db');
}

/** The profile's own settings: who is signed in. */
export function settingsFile(directory: string): string {
  return join(directory, 'settings.db');
}
