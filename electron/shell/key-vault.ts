import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SafeStorage } from 'electron';
import type { KeyVault } from '../data/profile.ts';
import { writeDurably } from './durable-file.ts';

export type KeyVaultErrorCode =
  /** The system has no keychain, or only one whose password everybody knows. */
  | 'KEYCHAIN_MISSING'
  /** There is a keychain, but it cannot open the sealed key: another user, another machine, a reset keychain. */
  | 'KEYCHAIN_REFUSED';

/** The database key can neither be kept safely nor be read. Nothing was changed; the shell says what to do. */
export class KeyVaultError extends Error {
  readonly code: KeyVaultErrorCode;

  constructor(code: KeyVaultErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.name = 'KeyVaultError';
    this.code = code;
  }
}

type Keychain = Pick<
  SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>;

/**
 * The vault of the desktop application: `key.sealed` in the profile, sealed with the system's keychain. A key is never written
 * in plain text, and a sealed key that cannot be opened is never replaced: it is the only way to the databases.
 * @param directory the profile folder
 * @param keychain Electron's safeStorage, once the app is ready
 * @returns a vault whose methods throw KeyVaultError
 */
export function keychainVault(directory: string, keychain: Keychain, platform: NodeJS.Platform): KeyVault {
  const file = join(directory, 'key.sealed');
  return {
    load: () => (existsSync(file) ? unsealed(readFileSync(file), keychain, platform) : undefined),
    store: (key) => {
      requireKeychain(keychain, platform);
      writeDurably(file, keychain.encryptString(Buffer.from(key).toString('hex')));
    },
  };
}

function unsealed(sealed: Buffer, keychain: Keychain, platform: NodeJS.Platform): Uint8Array {
  requireKeychain(keychain, platform);
  try {
    return Buffer.from(keychain.decryptString(sealed), 'hex');
  } catch (cause) {
    throw new KeyVaultError('KEYCHAIN_REFUSED', { cause });
  }
}

/** `basic_text` is what Chromium falls back to on Linux: a password that stands in its source. */
function requireKeychain(keychain: Keychain, platform: NodeJS.Platform): void {
  const plain = platform === 'linux' && keychain.getSelectedStorageBackend() === 'basic_text';
  if (plain || !keychain.isEncryptionAvailable()) throw new KeyVaultError('KEYCHAIN_MISSING');
}
