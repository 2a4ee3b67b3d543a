import { z } from 'zod';
import type { Row, Value } from '../../kernel/rows.ts';

/** One field of an edit: what the person saw, and what they made of it. The server merges by `from` before a rule decides. */
export type Change<T> = { readonly from: unknown; readonly to: T };

/** Names and value schemas of the fields a person may edit in one table. */
export type FieldSchemas = Readonly<Record<string, z.ZodType>>;

/** Values of some fields; absent: not given. */
export type FieldValues<F extends FieldSchemas> = { readonly [K in keyof F]?: z.output<F[K]> };

/** Edits of some fields. */
export type FieldChanges<F extends FieldSchemas> = { readonly [K in keyof F]?: Change<z.output<F[K]>> };

/** The same fields, each of which may be left out. Unknown ones are dropped: an older or newer version may know them. */
export function optionalFields<F extends FieldSchemas>(fields: F): { [K in keyof F]: z.ZodOptional<F[K]> } {
  const entries = Object.entries(fields).map(([name, schema]) => [name, schema.optional()]);
  return Object.fromEntries(entries) as { [K in keyof F]: z.ZodOptional<F[K]> };
}

/** Schema of `changes: { field: { from, to } }`. */
export function changesOf<F extends FieldSchemas>(fields: F): z.ZodType<FieldChanges<F>> {
  const entries = Object.entries(fields).map(([name, schema]) => [
    name,
    z.object({ from: z.unknown(), to: schema }).optional(),
  ]);
  return z.object(Object.fromEntries(entries)) as unknown as z.ZodType<FieldChanges<F>>;
}

/** The new values of an edit. */
export function newValues<F extends FieldSchemas>(changes: FieldChanges<F>): FieldValues<F> {
  const entries = Object.entries(changes).flatMap(([name, change]) =>
    change ? [[name, (change as Change<unknown>).to]] : [],
  );
  return Object.fromEntries(entries) as FieldValues<F>;
}

/** A field's value as a cell: lists and objects become JSON text. */
export function toCell(value: unknown): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return JSON.stringify(value);
}

/** The values that were given: a name without one leaves whatever stands for it in its place. */
export function given<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

/** The given values as cells; what was not given is left out. */
export function toCells(values: Readonly<Record<string, unknown>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(given(values)).map(([name, value]) => [name, toCell(value)]));
}

/** The cells among the given values that differ from the row. */
export function differingCells(row: object, values: Readonly<Record<string, unknown>>): Record<string, Value> {
  const before = row as Row;
  return Object.fromEntries(Object.entries(toCells(values)).filter(([name, cell]) => (before[name] ?? null) !== cell));
}

/** @returns whether a cell counts as filled in */
export function isFilled(cell: Value | undefined): boolean {
  return cell !== undefined && cell !== null && cell !== '' && cell !== '[]' && cell !== '{}';
}
