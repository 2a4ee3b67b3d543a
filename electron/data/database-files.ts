import { renameSync, rmSync } from 'node:fs';

const parts = ['', '-wal', '-shm'] as const;

/** Deletes a closed database. */
export function removeDatabase(file: string): void {
  for (const part of parts) rmSync(`${file}${part}`, { force: true });
}

/** Renames a database that cannot be read, so that nothing of it is lost. */
export function setAside(file: string, now: number): void {
  for (const part of parts) {
    try {
      renameSync(`${file}${part}`, `${file}.damaged-${now}${part}`);
    } catch (cause) {
      if (part === '') throw cause;
    }
  }
}
