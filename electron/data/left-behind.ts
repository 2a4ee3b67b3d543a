// SYNC-9: what waits in the database that a person leaves by signing in elsewhere is told, not forgotten.
import { existsSync } from 'node:fs';
import type { LeftBehind } from '../../core/bridge/contract.ts';
import type { SqliteSettings } from './sqlite-settings.ts';

/**
 * Notes what waits in the database that a sign-in leaves; the one that it opens is left no more.
 * @param next the file of the database that is about to be opened
 * @param left the file that is left and what waits there; undefined when nothing does
 */
export function noteLeftBehind(
  settings: SqliteSettings,
  next: string,
  left: { readonly file: string; readonly waiting: LeftBehind } | undefined,
): void {
  const others: Record<string, LeftBehind> = { ...settings.get('leftBehind') };
  delete others[next];
  if (left && left.file !== next && left.waiting.pending > 0) others[left.file] = left.waiting;
  settings.set('leftBehind', others);
}

/** @returns what waits in databases of this profile other than the open one */
export function leftBehind(settings: SqliteSettings, open: string): readonly LeftBehind[] {
  const noted = Object.entries(settings.get('leftBehind') ?? {});
  return noted.filter(([file]) => file !== open && existsSync(file)).map(([, waiting]) => waiting);
}
