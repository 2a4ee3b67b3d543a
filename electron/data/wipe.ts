// SYNC-11: a revoked device wipes itself, and a wipe that was cut off goes on before anything can be read.
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreError } from './store-error.ts';

/** Stands beside a database from the moment it must go until nothing of it is left. */
const markerSuffix = '.wiping';
const zeros = new Uint8Array(1024 * 1024);

/**
 * Decides, durably, that a database goes: from here on it is never opened again.
 * @param file the database; it may still be open
 * @throws StoreError when the disk does not take it
 */
export function beginWipe(file: string): void {
  guarded(file, () => {
    const marker = openSync(markerOf(file), 'a', 0o600);
    fsyncSync(marker);
    closeSync(marker);
    syncDirectory(dirname(file));
  });
}

/**
 * Removes everything that belongs to a closed database: itself with its log, copies made before migrations, damaged ones that were
 * put aside, files; overwritten first, since its key stays for the profile's other databases. Other persons' databases stay.
 * @throws StoreError when something cannot be removed; the database then stays closed for good
 */
export function finishWipe(file: string): void {
  guarded(file, () => {
    const directory = dirname(file);
    const stem = stemOf(file);
    for (const found of belongings(directory, stem)) destroy(found);
    syncDirectory(directory);
    rmSync(markerOf(file), { force: true });
    syncDirectory(directory);
  });
}

/** @returns whether the database must go */
export function isWiping(file: string): boolean {
  return existsSync(markerOf(file));
}

/** @returns the databases of a profile whose wipe was cut off */
export function unfinishedWipes(directory: string): readonly string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(markerSuffix))
    .map((name) => join(directory, `${name.slice(0, -markerSuffix.length)}.db`));
}

const stemOf = (file: string): string => basename(file, '.db');
const markerOf = (file: string): string => join(dirname(file), stemOf(file) + markerSuffix);

/** Whatever is named after the database, in the profile and in its folders (backups, files). */
function belongings(directory: string, stem: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.name === stem + markerSuffix) return [];
    if (isNamedAfter(entry.name, stem)) return [path];
    if (!entry.isDirectory()) return [];
    return readdirSync(path)
      .filter((name) => isNamedAfter(name, stem))
      .map((name) => join(path, name));
  });
}

function isNamedAfter(name: string, stem: string): boolean {
  return name === stem || name.startsWith(`${stem}.`) || name.startsWith(`${stem}-`);
}

function destroy(path: string): void {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path)) destroy(join(path, name));
  } else {
    overwrite(path);
  }
  rmSync(path, { recursive: true, force: true });
}

/** A disk that writes elsewhere (an SSD) may keep the old blocks for a while; they are encrypted. */
function overwrite(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    const { size } = fstatSync(descriptor);
    for (let at = 0; at < size; at += zeros.length) {
      writeSync(descriptor, zeros, 0, Math.min(zeros.length, size - at), at);
    }
    fsyncSync(descriptor);
    ftruncateSync(descriptor, 0);
  } finally {
    closeSync(descriptor);
  }
}

/** Windows has no such thing for folders, and keeps their order itself. */
function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function guarded(file: string, run: () => void): void {
  try {
    run();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code === 'ENOSPC' ? 'DISK_FULL' : 'STORE_READ_ONLY';
    throw new StoreError(code, file, { cause });
  }
}
