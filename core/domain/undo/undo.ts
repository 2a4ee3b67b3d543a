import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator, type MutationContext } from '../../kernel/mutator.ts';
import { all, eq, lt } from '../../kernel/predicates.ts';
import type { ReadProgram } from '../../kernel/reads.ts';
import type { RowChange } from '../../kernel/rows.ts';
import { insert, range, remove, type NewRow } from '../../schema/typed-reads.ts';
import { withAuthors } from './kept-by.ts';
import { rowsNamed } from './load-rows.ts';
import { keepOutOfReach } from './reach.ts';
import { keepUsed } from './removal.ts';
import { Reversal } from './reversal.ts';
import { keepToRules } from './rules.ts';
import { undoDays, type UndoEntry } from './undo-log.ts';
import { undoneChanges } from './undone-changes.ts';

const args = z.object({
  /** The action: what its mutations were given, or the id of its only one. */
  of: z.string().min(1).max(200),
});

/** Most kept fields that an outcome names; the rest is counted. */
const namedKept = 20;
const forgottenAtOnce = 50;

/**
 * Takes an action back: every field it wrote gets its old value where the one written still stands, what it added goes where
 * nobody uses it, what it removed comes back. What others have changed since stays, and is named in `undos`. An undo is an action
 * like any other, so undoing it does the action again.
 *
 * A home that did not run the action changes nothing: a device leaves it to the server, for which an action that it never
 * applied, or has forgotten, is `missing`.
 * Refuses with FORBIDDEN (another person's action, unless the actor is an owner or admin).
 */
export const actionUndo = defineMutator({
  name: 'action.undo',
  args,
  *decide({ of }, ctx) {
    const entries = yield* entriesOf(of);
    requireOwn(entries, of, ctx);
    const forgotten = yield* oldOutcomes(ctx);
    if (entries.length === 0) {
      const outcome = ctx.origin === 'device' ? 'waiting' : 'missing';
      return [
        outcomeRow(ctx, of, { outcome, entity: 'records', total: 0, restored: 0, skippedCount: 0, skipped: '[]' }),
        ...forgotten,
      ];
    }
    const reversal = yield* reversalOf(entries);
    yield* keepOutOfReach(reversal, ctx);
    yield* keepToRules(reversal, ctx);
    const histories = yield* keepUsed(reversal);
    const changes = yield* undoneChanges(reversal, histories, ctx);
    return [...changes, outcomeRow(ctx, of, yield* outcomeOf(reversal)), ...forgotten];
  },
});

/** What an action changed, the last change first; without what has left this device's scope. */
function* entriesOf(of: string): ReadProgram<readonly UndoEntry[]> {
  const entries = yield* range('undoLog', { where: eq('action', of) });
  const held = entries.filter((entry) => entry.entity !== '');
  return held.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

/** @throws DomainError FORBIDDEN */
function requireOwn(entries: readonly UndoEntry[], of: string, { actor }: MutationContext): void {
  if (actor.role === 'owner' || actor.role === 'admin') return;
  if (entries.some((entry) => entry.userId !== actor.userId)) throw new DomainError('FORBIDDEN', { action: of });
}

function* reversalOf(entries: readonly UndoEntry[]): ReadProgram<Reversal> {
  const wanted = new Map<string, Set<string>>();
  for (const { entity, entityId } of entries) {
    if (!wanted.has(entity)) wanted.set(entity, new Set());
    wanted.get(entity)!.add(entityId);
  }
  return new Reversal(entries, yield* rowsNamed(wanted));
}

type Outcome = Pick<NewRow<'undos'>, 'outcome' | 'entity' | 'total' | 'restored' | 'skippedCount' | 'skipped'>;

function* outcomeOf(reversal: Reversal): ReadProgram<Outcome> {
  const scopeOf = new Map([...reversal.states].map(([key, state]) => [key, state.scopeId]));
  const kept = reversal.kept;
  const held = new Set(kept.map(({ entity, entityId }) => scopeOf.get(`${entity}:${entityId}`)!));
  const changed = [...reversal.states.values()].filter((state) => state.next !== state.current);
  const restored = new Set(changed.map((state) => state.scopeId).filter((id) => !held.has(id)));
  return {
    outcome: 'done',
    entity: entityOf(reversal),
    total: new Set(scopeOf.values()).size,
    restored: restored.size,
    skippedCount: kept.length,
    skipped: JSON.stringify(yield* withAuthors(kept.slice(0, namedKept), reversal)),
  };
}

/** Where the records of an action are, if that is one table. */
function entityOf(reversal: Reversal): string {
  const tables = new Set(
    [...reversal.states.values()].map(({ table, id, scopeId }) => (id === scopeId ? table : 'leads')),
  );
  return tables.size === 1 ? [...tables][0]! : 'records';
}

function outcomeRow(ctx: MutationContext, of: string, outcome: Outcome): RowChange {
  return insert('undos', { id: ctx.newId('undo'), userId: ctx.actor.userId, of, at: ctx.now, ...outcome });
}

/** Outcomes are of use as long as an action can be undone. */
function* oldOutcomes(ctx: MutationContext): ReadProgram<readonly RowChange[]> {
  const where = all(eq('userId', ctx.actor.userId), lt('at', ctx.now - undoDays * 86_400_000));
  const old = yield* range('undos', { where, limit: forgottenAtOnce });
  return old.map(({ id }) => remove('undos', id));
}
