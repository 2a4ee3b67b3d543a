import { expect, it } from 'vitest';
import { editMutatorOf, tableOfMutator } from './mutator-table.ts';
import { mutators } from './mutators.ts';

const editors = [...mutators.values()].flatMap(({ name, edits }) => (edits ? [[name, edits] as const] : []));

it.each(editors)('%s edits %s, and the table leads back to it', (name, table) => {
  expect(tableOfMutator(name)).toBe(table);
  expect(editMutatorOf(table)).toBe(name);
});

it('knows that some tables have no such mutator', () => {
  for (const table of ['conflicts', 'activities', 'nothing']) expect(editMutatorOf(table)).toBeUndefined();
  expect(tableOfMutator('constructor')).toBeUndefined();
});
