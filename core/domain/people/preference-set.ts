import { z } from 'zod';
import { derivedUuid } from '../../kernel/ids.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { get, insert, patch } from '../../schema/typed-reads.ts';
import { requiredText } from '../fields/text-fields.ts';
import { freeJson } from '../fields/value-fields.ts';

/** Most characters of one preference as JSON text. */
export const preferenceMax = 64 * 1024;

/** The id of a person's preference. */
export function preferenceId(userId: string, key: string): string {
  return derivedUuid('preferences', userId, key);
}

const args = z.object({
  key: requiredText(100),
  /** Any JSON; NULL: back to the default. */
  value: freeJson(z.unknown(), preferenceMax),
});

/**
 * Sets one of the actor's own preferences.
 * Refuses with VALIDATION_FAILED.
 */
export const preferenceSet = defineMutator({
  name: 'preference.set',
  args,
  *decide({ key, value: given }, ctx) {
    const value = given === null ? null : JSON.stringify(given);
    const { userId } = ctx.actor;
    const id = preferenceId(userId, key);
    const row = yield* get('preferences', id);
    if (!row) return value === null ? [] : [insert('preferences', { id, userId, key, value, updatedAt: ctx.now })];
    return row.value === value ? [] : [patch('preferences', id, { value, updatedAt: ctx.now })];
  },
});
