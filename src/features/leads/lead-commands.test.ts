import { describe, expect, it } from 'vitest';
import type { SelectedLead } from '../../../core/queries/lead-selection.ts';
import type { Mutate } from '../../bridge/hooks.ts';
import { rowsPerMutation } from '../../ui/lead-commands/chunks.ts';
import { affectedBy, runCommand } from './lead-commands.ts';

function lead(id: string, changes: Partial<SelectedLead> = {}): SelectedLead {
  const plain = {
    name: id,
    stageId: 's',
    assigneeId: null,
    priority: 'medium',
    valueMinor: null,
    state: 'active',
  } as const;
  return { ...plain, id, ...changes };
}

describe('affectedBy', () => {
  it('leaves alone what is so already, and what is in the trash', () => {
    const leads = [lead('a'), lead('b', { priority: 'high' }), lead('c', { state: 'trashed' })];
    expect(affectedBy({ kind: 'priority', priority: 'high' }, leads).map(({ id }) => id)).toEqual(['a']);
    expect(affectedBy({ kind: 'trash' }, leads).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(affectedBy({ kind: 'restore' }, leads).map(({ id }) => id)).toEqual(['c']);
  });
});

describe('runCommand', () => {
  const leads = Array.from({ length: 2 * rowsPerMutation + 200 }, (_, i) => lead(String(i)));

  it('works in parts and stops at the first refusal, saying what was done', async () => {
    const sizes: number[] = [];
    const refusal = { kind: 'bug', message: 'no' } as const;
    const mutate = (async (_mutator: unknown, args: { ids: readonly string[] }) => {
      sizes.push(args.ids.length);
      return sizes.length === 2 ? { ok: false, error: refusal } : { ok: true, value: { seq: sizes.length } };
    }) as unknown as Mutate;
    const outcome = await runCommand(mutate, { kind: 'archive' }, leads);
    expect(sizes).toEqual([rowsPerMutation, rowsPerMutation]);
    expect(outcome.done).toHaveLength(rowsPerMutation);
    expect(outcome.error).toBe(refusal);
  });

  it('stops between two parts when it is cancelled', async () => {
    const abort = new AbortController();
    const mutate = (async () => ({ ok: true, value: { seq: 1 } })) as unknown as Mutate;
    const outcome = await runCommand(mutate, { kind: 'archive' }, leads, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    expect(outcome.done).toHaveLength(rowsPerMutation);
  });
});
