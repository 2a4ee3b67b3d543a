// SYNC-3: local rows = confirmed rows + the outbox replayed in order. Verified by tests/convergence.
import { DomainError } from '../../core/kernel/errors.ts';
import type { Actor } from '../../core/kernel/mutator.ts';
import { all, always, gt, isIn } from '../../core/kernel/predicates.ts';
import { write, type Program, type ReadProgram } from '../../core/kernel/reads.ts';
import { changedRowId, type Row, type RowChange, type StoreChange } from '../../core/kernel/rows.ts';
import type { RowOf } from '../../core/schema/tables.ts';
import { get, range } from '../../core/schema/typed-reads.ts';
import { logUndo } from '../../core/domain/undo/undo-log.ts';
import { decideRecorded, deviceContext, mutationId, rowKey } from './device-decide.ts';
import { readFact } from './device-state.ts';

/**
 * Applies a mutation's changes locally and keeps the confirmed copy of every row it touches for the first time.
 * @param changes as `decide` returned them
 */
export function* applyLocally(changes: readonly RowChange[]): Program<void> {
  for (const change of changes) {
    const id = changedRowId(change);
    const key = rowKey(change.table, id);
    if (!(yield* get('baseImages', key))) {
      const image = (yield { kind: 'get', table: change.table, id })[0];
      yield* write([baseImage(change.table, id, image)]);
    }
    yield* write([change]);
  }
}

function baseImage(entity: string, entityId: string, image: Row | undefined): StoreChange {
  const row = { id: rowKey(entity, entityId), entity, entityId, image: image ? JSON.stringify(image) : null };
  return { op: 'put', table: 'baseImages', row };
}

export const noKeys: ReadonlySet<string> = new Set();

/**
 * Puts every row that pending mutations touched back as the server confirmed it.
 * @param arriving keys of rows that the caller puts next anyway, newer than their images
 */
export function* restoreBaseImages(arriving: ReadonlySet<string> = noKeys): Program<void> {
  const images = yield* range('baseImages', { where: always });
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
 */
export function* replayOutbox(clientId: string, actor: Actor): Program<void> {
  for (const entry of yield* unconfirmed()) {
    const { seq, name, at } = entry;
    const mutation = { seq, name, args: JSON.parse(entry.args) as unknown, at, action: entry.action ?? undefined };
    try {
      const { changes, touched, undo } = yield* decideRecorded(
        mutation,
        clientId,
        deviceContext(mutation, clientId, actor),
      );
      yield* applyLocally(changes);
      yield* logUndo(mutationId(clientId, seq), undo);
      yield* write([{ op: 'patch', table: 'outbox', id: entry.id, set: { touched: JSON.stringify(touched) } }]);
    } catch (cause) {
      if (!(cause instanceof DomainError)) throw cause;
      yield* logUndo(mutationId(clientId, seq), []);
    }
  }
}

/**
 * Mutations with a local effect: not refused, and not yet in the confirmed rows. One that the server has run although its answer
 * was lost is in the confirmed rows; it only waits for its outcome.
 */
export function* unconfirmed(): ReadProgram<readonly RowOf<'outbox'>[]> {
  const confirmedSeq = (yield* readFact('confirmedSeq')) ?? 0;
  return yield* range('outbox', {
    where: all(gt('seq', confirmedSeq), isIn('state', ['pending', 'answered'])),
    order: [{ column: 'seq', direction: 'asc' }],
  });
}

/** Writes a confirmed row. While pending mutations touch it, it becomes their base image, and a rebase must follow. */
export function* putConfirmed(table: string, rows: readonly Row[], pendingKeys: ReadonlySet<string>): Program<void> {
  yield* write(
    rows.map((row) =>
      pendingKeys.has(rowKey(table, row.id)) ? baseImage(table, row.id, row) : { op: 'put', table, row },
    ),
  );
}

/** Keys of the rows that pending mutations touch. */
export function* pendingKeys(): ReadProgram<ReadonlySet<string>> {
  return new Set((yield* range('baseImages', { where: always })).map((image) => image.id));
}
