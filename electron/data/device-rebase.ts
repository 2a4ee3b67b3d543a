// SYNC-3: local rows = confirmed rows + the outbox replayed in order. Verified by tests/convergence.
import { DomainError } from '../../core/kernel/errors.ts';
import { groupedBy } from '../../core/kernel/grouped-by.ts';
import type { Actor } from '../../core/kernel/mutator.ts';
import { all, always, gt, isIn } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import { changedRowId, type Row, type RowChange, type StoreChange } from '../../core/kernel/rows.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { range } from '../../core/schema/typed-reads.ts';
import { logUndo } from '../../core/domain/undo/undo-log.ts';
import { decideRecorded, deviceContext, mutationId, rowKey, TouchRecorder, type Touched } from './device-decide.ts';
import { tableOf, type Dependents } from './device-dependents.ts';
import { readFact } from './device-state.ts';

/**
 * Applies a mutation's changes locally and keeps the confirmed copy of every row it touches for the first time.
 * @param changes as `decide` returned them
 */
export function* applyLocally(changes: readonly RowChange[]): Program<void> {
  const images: StoreChange[] = [];
  // Read together: a bulk edit changes thousands of rows.
  for (const [table, group] of groupedBy(changes, (change) => change.table)) {
    const ids = [...new Set(group.map(changedRowId))];
    const keys = ids.map((id) => rowKey(table, id));
    const held = new Set((yield* rowsById('baseImages', keys)).map(({ id }) => id));
    const fresh = ids.filter((_, i) => !held.has(keys[i]!));
    const confirmed = new Map((yield* rowsById(table, fresh)).map((row) => [row.id, row]));
    for (const id of fresh)
      images.push({ op: 'insert', table: 'baseImages', row: baseImageRow(table, id, confirmed.get(id)) });
  }
  yield* write([...images, ...changes]);
}

/** One row by itself is asked for as such: the store has it in mind. */
function* rowsById(table: string, ids: readonly string[]): ReadProgram<readonly Row[]> {
  if (ids.length === 0) return [];
  return ids.length === 1 ? yield { kind: 'get', table, id: ids[0]! } : yield { kind: 'getMany', table, ids };
}

function baseImageRow(entity: string, entityId: string, image: Row | undefined): Row {
  return { id: rowKey(entity, entityId), entity, entityId, image: image ? JSON.stringify(image) : null };
}

export const noKeys: ReadonlySet<string> = new Set();

export type Identity = { readonly clientId: string; readonly actor: Actor };

/**
 * Puts rows that pending mutations touched back as the server confirmed them.
 * @param arriving keys of rows that the caller puts next anyway, newer than their images
 * @param only keys of the rows to put back; undefined: all
 */
export function* restoreBaseImages(arriving: ReadonlySet<string> = noKeys, only?: ReadonlySet<string>): Program<void> {
  const where = only ? isIn('id', [...only]) : always;
  const images = yield* range('baseImages', { where });
  for (const { id, entity, entityId, image } of images) {
    if (arriving.has(id)) {
      yield* write([{ op: 'delete', table: 'baseImages', id }]);
      continue;
    }
    const present = (yield { kind: 'get', table: entity, id: entityId })[0];
    const changes: StoreChange[] = [{ op: 'delete', table: 'baseImages', id }];
    if (image !== null) changes.push({ op: 'put', table: entity, row: JSON.parse(image) as Row });
    else if (present) changes.push({ op: 'delete', table: entity, id: entityId });
    yield* write(changes);
  }
}

/**
 * Replays what the outbox still holds on confirmed rows, taking new base images. A mutation that now fails has no local effect
 * and stays: the server decides.
 * @param dependents what was put back; undefined: everything
 */
export function* replayOutbox({ clientId, actor }: Identity, dependents?: Dependents): Program<void> {
  // What is left of the images belongs to mutations that stay as they are.
  const others = dependents ? yield* pendingKeys() : noKeys;
  const othersTables = new Set([...others].map(tableOf));
  for (const entry of yield* unconfirmed()) {
    if (dependents && !dependents.entries.has(entry.id)) continue;
    const { touched, run } = yield* redecided(entry, clientId, actor);
    if (touched.keys.some((key) => others.has(key)) || touched.tables.some((table) => othersTables.has(table))) {
      // It now looks at what others have done that were left where they are, also those behind it.
      yield* restoreBaseImages();
      return yield* replayOutbox({ clientId, actor });
    }
    yield* run();
    yield* write([{ op: 'patch', table: 'outbox', id: entry.id, set: { touched: JSON.stringify(touched) } }]);
  }
}

/** Decides a pending mutation anew. @returns what that depended on, also when it was refused, and what carries it out */
function* redecided(
  { seq, name, at, args, action }: RowOf<'outbox'>,
  clientId: string,
  actor: Actor,
): ReadProgram<{ readonly touched: Touched; readonly run: () => Program<void> }> {
  const mutation = { seq, name, args: JSON.parse(args) as unknown, at, action: action ?? undefined };
  const recorder = new TouchRecorder();
  const id = mutationId(clientId, seq);
  try {
    const ctx = deviceContext(mutation, clientId, actor);
    const { changes, touched, undo } = yield* decideRecorded(mutation, clientId, ctx, recorder);
    const run = function* (): Program<void> {
      yield* applyLocally(changes);
      yield* logUndo(id, undo);
    };
    return { touched, run };
  } catch (cause) {
    if (!(cause instanceof DomainError)) throw cause;
    return { touched: recorder.touched, run: () => logUndo(id, []) };
  }
}

/**
 * Mutations with a local effect: not refused, and not yet in the confirmed rows. One that the server has run although its answer
 * was lost is in the confirmed rows; it only waits for its outcome.
 */
export function* unconfirmed(): ReadProgram<readonly RowOf<'outbox'>[]> {
  const confirmedSeq = Math.max((yield* readFact('confirmedSeq')) ?? 0, (yield* readFact('rowsHoldSeq')) ?? 0);
  return yield* range('outbox', {
    where: all(gt('seq', confirmedSeq), isIn('state', ['pending', 'answered'])),
    order: [{ column: 'seq', direction: 'asc' }],
  });
}

/** Writes a confirmed row. While pending mutations touch it, it becomes their base image, and a rebase must follow. */
export function* putConfirmed(table: string, rows: readonly Row[], pendingKeys: ReadonlySet<string>): Program<void> {
  yield* write(
    rows.map((row) =>
      pendingKeys.has(rowKey(table, row.id))
        ? { op: 'put', table: 'baseImages', row: baseImageRow(table, row.id, row) }
        : { op: 'put', table, row },
    ),
  );
}

/** Keys of the rows that pending mutations touch. */
export function* pendingKeys(): ReadProgram<ReadonlySet<string>> {
  return new Set((yield* range('baseImages', { where: always })).map((image) => image.id));
}
