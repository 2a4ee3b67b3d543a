import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const minSecretLength = 32;

/**
 * The secret that signs sessions: as configured, or one generated once into the data folder, readable by its owner only.
 * @param configured the value of BETTER_AUTH_SECRET
 * @throws Error when the configured secret is too short to be one
 */
export function readSecret(folder: string, configured: string | undefined): string {
  if (configured !== undefined) {
    if (configured.length < minSecretLength)
      throw new Error(`BETTER_AUTH_SECRET needs at least ${minSecretLength} characters.`);
    return configured;
  }
  const file = join(folder, 'secret');
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    chmodSync(file, 0o600);
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < minSecretLength) throw new Error(`${file} does not hold a secret: restore it, or delete it.`);
  return secret;
}
