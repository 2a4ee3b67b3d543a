import { z } from 'zod';
import { defineMutator } from '../../kernel/mutator.ts';

/** The name under which a device keeps the place of a mutation whose rows it may no longer hold (SYNC-8). */
export const forgottenName = 'sync.forgotten';

/**
 * Changes nothing. A device sends it to a server that was restored from a backup, in the place of a mutation whose content it
 * has had to forget, so that the numbers of what it remembers stay as they were (SYNC-9).
 */
export const syncForgotten = defineMutator({
  name: forgottenName,
  args: z.object({}),
  // oxlint-disable-next-line require-yield
  *decide() {
    return [];
  },
});
