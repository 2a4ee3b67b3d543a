import { describe, expect, it } from 'vitest';
import type { SelectedLead } from '../../../core/queries/lead-selection.ts';
import type { Mutate } from '../../bridge/hooks.ts';
import { affectedBy, inverseOf, runCommand } from './lead-commands.ts';

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

describe('inverseOf', () => {
  it('gives every lead back what it had', () => {
    const leads = [lead('a', { assigneeId: 'u1' }), lead('b'), lead('c', { assigneeId: 'u1' })];
    const back = inverseOf({ kind: 'assign', assigneeId: 'u2' }, leads);
    expect(back.map(({ command, leads }) => [command, leads.map(({ id }) => id)])).toEqual([
      [{ kind: 'assign', assigneeId: 'u1' }, ['a', 'c']],
      [{ kind: 'assign', assigneeId: null }, ['b']],
    ]);
  });

  it('puts leads that were archived back into the archive', () => {
    const leads = [lead('a'), lead('b', { state: 'archived' })];
    const back = inverseOf({ kind: 'trash' }, leads);
    expect(back.map(({ command, leads }) => [command.kind, leads.map(({ id }) => id)])).toEqual([
      ['restore', ['a', 'b']],
      ['archive', ['b']],
    ]);
    expect(inverseOf({ kind: 'restore' }, [lead('c', { state: 'trashed' })])[0]?.command.kind).toBe('trash');
  });
});

describe('runCommand', () => {
  const leads = Array.from({ length: 1_200 }, (_, i) => lead(String(i)));

  it('works in parts and stops at the first refusal, saying what was done', async () => {
    const sizes: number[] = [];
    const refusal = { kind: 'bug', message: 'no' } as const;
    const mutate = (async (_mutator: unknown, args: { ids: readonly string[] }) => {
      sizes.push(args.ids.length);
      return sizes.length === 2 ? { ok: false, error: refusal } : { ok: true, value: { seq: sizes.length } };
    }) as unknown as Mutate;
    const outcome = await runCommand(mutate, { kind: 'archive' }, leads);
    expect(sizes).toEqual([500, 500]);
    expect(outcome.done).toHaveLength(500);
    expect(outcome.error).toBe(refusal);
  });

  it('stops between two parts when it is cancelled', async () => {
    const abort = new AbortController();
    const mutate = (async () => ({ ok: true, value: { seq: 1 } })) as unknown as Mutate;
    const outcome = await runCommand(mutate, { kind: 'archive' }, leads, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    });
    expect(outcome.done).toHaveLength(500);
  });
});
