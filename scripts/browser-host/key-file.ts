import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyVault } from '../../electron/data/profile.ts';

/**
 * The browser host's vault: a file in the profile folder that only its owner can read. A browser host has no keychain to ask,
 * so whoever can read the folder as this user can read the databases; the desktop application seals its key with the system's
 * keychain instead. The host says so when it starts.
 * @param directory the profile folder
 */
export function keyFileVault(directory: string): KeyVault {
  const file = join(directory, 'key');
  return {
    load: () => (existsSync(file) ? Buffer.from(readFileSync(file, 'utf8').trim(), 'hex') : undefined),
    store: (key) => {
      const draft = `${file}.new`;
      const descriptor = openSync(draft, 'w', 0o600);
      writeSync(descriptor, Buffer.from(key).toString('hex'));
      // On the disk before the first database is: a key that a power cut takes away would take that with it.
      fsyncSync(descriptor);
      closeSync(descriptor);
      renameSync(draft, file);
    },
  };
}
