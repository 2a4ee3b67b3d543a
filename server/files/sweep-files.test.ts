import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import type { OrganizationStores } from '../store/organization-store.ts';
import type { FileStorage, StoredContent } from './file-storage.ts';
import { sweepFiles } from './sweep-files.ts';

const dayMs = 86_400_000;
const now = 100 * dayMs;
const content = (organizationId: string, digit: string, storedAt = now - 2 * dayMs): StoredContent => ({
  organizationId,
  sha256: digit.repeat(64),
  storedAt,
});

test('what no row names goes, unless it is young or of an organization that is not here', async () => {
  const contents = [
    content('one', 'a'),
    content('one', 'b'),
    content('one', 'c', now - 1000),
    content('gone', 'd'),
    content('two', 'e'),
  ];
  const removed: string[] = [];
  const storage = {
    async *list() {
      yield* contents;
    },
    remove: async (organizationId: string, sha256: string) => void removed.push(`${organizationId} ${sha256[0]}`),
  } as unknown as FileStorage;
  const purges = vi.fn<() => number>().mockReturnValueOnce(1000).mockReturnValue(0);
  const execute = async (name: string, input: { sha256s: string[] }) =>
    name === 'files.purge' ? purges() : input.sha256s.filter((sha256) => !sha256.startsWith('a'));
  const stores = { has: async (id: string) => id !== 'gone', open: async () => ({ execute }) };
  const removeExpired = vi.fn<() => Promise<number>>(async () => 0);
  await sweepFiles({
    storage,
    uploads: { removeExpired },
    stores: stores as unknown as OrganizationStores,
    organizationIds: async () => ['one', 'two'],
    log: pino({ level: 'silent' }),
    now: () => now,
    newStamp: () => 'stamp',
  });
  expect(removed).toEqual(['one b', 'two e']);
  expect(purges).toHaveBeenCalledTimes(3);
  expect(removeExpired).toHaveBeenCalledOnce();
});
