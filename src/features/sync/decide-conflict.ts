import { conflictResolve } from '../../../core/domain/conflict/resolve.ts';
import { editMutatorOf } from '../../../core/domain/mutator-table.ts';
import type { OpenConflict } from '../../../core/queries/conflict-list.ts';

/** What a person does about a concurrent edit: leave the field as it is, give it the other value, or a third one. */
export type Decision =
  { readonly kind: 'keep' } | { readonly kind: 'other' } | { readonly kind: 'edit'; readonly value: unknown };

/** One mutation to perform. */
export type Step = { readonly name: string; readonly args: unknown };

/** The mutations that decide some conflicts; those of one row belong together and stop where one is refused. */
export type Plan = { readonly conflicts: number; readonly steps: readonly Step[] };

/** Most conflicts that one mutation closes. */
const batchOf = 200;

/**
 * Plans a decision. An edit starts from the field's present value, so that it is no concurrent edit itself; the conflict is closed
 * behind it and only if the field then holds what was chosen.
 * @param conflicts newest first: of several about one field the newest gives the value
 */
export function planDecision(conflicts: readonly OpenConflict[], decision: Decision): readonly Plan[] {
  if (decision.kind === 'keep') {
    return chunksOf(conflicts).map((chunk) => ({ conflicts: chunk.length, steps: [resolve(chunk)] }));
  }
  return [...byRow(conflicts).values()].map((row) => ({
    conflicts: row.length,
    steps: [
      ...editOf(row, decision),
      resolve(row, decision.kind === 'other' && row.length === 1 ? 'other' : undefined),
    ],
  }));
}

function resolve(conflicts: readonly OpenConflict[], holds?: 'other'): Step {
  const ids = conflicts.map((conflict) => conflict.id);
  return { name: conflictResolve.name, args: holds === undefined ? { ids } : { ids, holds } };
}

function editOf(row: readonly OpenConflict[], decision: Exclude<Decision, { kind: 'keep' }>): Step[] {
  const [{ entity, entityId }] = row as [OpenConflict];
  const name = editMutatorOf(entity);
  if (name === undefined) return [];
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const conflict of row) {
    if (conflict.current === undefined || Object.hasOwn(changes, conflict.field)) continue;
    const to = decision.kind === 'edit' ? decision.value : otherValue(conflict);
    changes[conflict.field] = { from: conflict.current, to };
  }
  return Object.keys(changes).length === 0 ? [] : [{ name, args: { id: entityId, changes } }];
}

/** @returns whether this screen can give the field another value: the row is here, and there is a mutator that edits it */
export function isEditable(conflict: OpenConflict): boolean {
  return conflict.current !== undefined && editMutatorOf(conflict.entity) !== undefined;
}

/** @returns the value that lost */
export function otherValue(conflict: OpenConflict): unknown {
  return JSON.parse(conflict.otherValue) as unknown;
}

/** @returns the value that was kept when the two met */
export function keptValue(conflict: OpenConflict): unknown {
  return JSON.parse(conflict.keptValue) as unknown;
}

function byRow(conflicts: readonly OpenConflict[]): ReadonlyMap<string, readonly OpenConflict[]> {
  const rows = new Map<string, OpenConflict[]>();
  for (const conflict of conflicts) {
    const key = `${conflict.entity}:${conflict.entityId}`;
    rows.set(key, [...(rows.get(key) ?? []), conflict]);
  }
  return rows;
}

function chunksOf(conflicts: readonly OpenConflict[]): readonly (readonly OpenConflict[])[] {
  const count = Math.ceil(conflicts.length / batchOf);
  return Array.from({ length: count }, (_, i) => conflicts.slice(i * batchOf, (i + 1) * batchOf));
}
