import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const parts = ['', '-wal', '-shm'] as const;

/** The folder of the sealed files that belong to a database; named after it, so that a wipe finds it. */
export function filesFolderOf(file: string): string {
  return join(dirname(file), `${basename(file, '.db')}.files`);
}

/** Deletes a closed database with its files. */
export function removeDatabase(file: string): void {
  for (const part of parts) rmSync(`${file}${part}`, { force: true });
  rmSync(filesFolderOf(file), { recursive: true, force: true });
}

/** Renames a database that cannot be read, with its files, so that nothing of it is lost. */
export function setAside(file: string, now: number): void {
  for (const part of parts) {
    try {
      renameSync(`${file}${part}`, `${file}.damaged-${now}${part}`);
    } catch (cause) {
      if (part === '') throw cause;
    }
  }
  const files = filesFolderOf(file);
  if (existsSync(files)) renameSync(files, `${file}.damaged-${now}.files`);
}
