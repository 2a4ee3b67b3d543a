import { z } from 'zod';
import { DomainError } from '../../kernel/errors.ts';
import { defineMutator } from '../../kernel/mutator.ts';
import { always } from '../../kernel/predicates.ts';
import { get, insert, patch, range } from '../../schema/typed-reads.ts';
import { archiveMutator } from '../access/archive-setting.ts';
import { requirePermission } from '../access/permissions.ts';
import { changesOf, differingCells, newValues } from '../fields/changes.ts';
import { inChanges } from '../fields/field-errors.ts';
import { requireFreeName } from '../fields/names.ts';
import { requiredText } from '../fields/text-fields.ts';
import { integer, rowId } from '../fields/value-fields.ts';
import { requireFreshId } from '../lead/lead-access.ts';
import type { ChoiceTable } from './named-choice.ts';

const choiceFields = { name: requiredText(), position: integer(0, 1_000_000) } as const;
const createArgs = z.object({ id: rowId, ...choiceFields, position: choiceFields.position.optional() });
const updateArgs = z.object({ id: rowId, changes: changesOf(choiceFields) });

/**
 * The mutators of a list of choices, named after the concept: `create` puts a choice at the end unless told otherwise, `update` renames
 * or moves it, `archive` takes it off the list; what has it keeps it.
 * They refuse with NOT_FOUND, FORBIDDEN, ID_TAKEN, NAME_TAKEN, VALIDATION_FAILED.
 */
function choiceMutators(concept: string, table: ChoiceTable) {
  const create = defineMutator({
    name: `${concept}.create`,
    args: createArgs,
    *decide({ id, name, position }, ctx) {
      requirePermission(ctx, 'settings:edit');
      yield* requireFreshId(table, id);
      yield* requireFreeName(table, id, name, 'name');
      const others = yield* range(table, { where: always });
      const last = Math.max(-1, ...others.map((row) => row.position));
      return [insert(table, { id, name, position: position ?? last + 1, archived: 0, createdAt: ctx.now })];
    },
  });
  const update = defineMutator({
    name: `${concept}.update`,
    args: updateArgs,
    edits: table,
    *decide({ id, changes }, ctx) {
      const row = yield* get(table, id);
      if (!row) throw new DomainError('NOT_FOUND', { entity: table, id });
      requirePermission(ctx, 'settings:edit');
      const values = newValues(changes);
      const cells = differingCells(row, values);
      if (Object.keys(cells).length === 0) return [];
      if (cells['name'] !== undefined) yield* requireFreeName(table, id, values.name!, inChanges('name'));
      return [patch(table, id, cells)];
    },
  });
  return { create, update, archive: archiveMutator(`${concept}.archive`, table, 'settings:edit') };
}

/** Why leads are given up. */
export const disqualificationReason = choiceMutators('disqualificationReason', 'disqualificationReasons');

/** What people do in a lead's team. */
export const teamRole = choiceMutators('teamRole', 'teamRoles');
