import type { DomainErrorData } from '../../../core/kernel/errors.ts';
import type { ColumnKind } from '../../../core/schema/define-table.ts';
import { tableOfMutator } from '../../../core/domain/mutator-table.ts';
import { fieldOfPath } from '../../i18n/field-text.ts';
import { columnOf } from './value-text.ts';

/** How a value is edited. `json`: as it stands, for what has no form of its own. */
export type EditKind =
  'text' | 'long' | 'number' | 'money' | 'time' | 'flag' | 'choice' | 'reference' | 'list' | 'json';

/** One value among a mutation's arguments that a person can correct. */
export type EditField = {
  /** Where it stands in the arguments. */
  readonly path: readonly string[];
  /** The column it is about. */
  readonly field: string;
  readonly table: string | undefined;
  readonly kind: EditKind;
  readonly value: unknown;
  /** Whether it may be left empty. */
  readonly optional: boolean;
  /** The value that the row holds now; undefined where there is no row. */
  readonly current: unknown;
};

/** Names rows: they say what the mutation is about, and stay. */
const identities = /^(?:id|ids|moves|leadId|contactIdNew|noteId|entityId|clientId)$/;
const longTexts: ReadonlySet<string> = new Set(['description', 'body', 'note', 'reason', 'disqualifiedReason']);

type Args = Readonly<Record<string, unknown>>;
type Place = { readonly path: readonly string[]; readonly value: unknown };

/**
 * The form of a refused mutation: every value in its arguments that is not an identity, and what the refusal says is missing;
 * first what it says is wrong.
 * @param row the row it edits, as it is without it
 */
export function editFieldsOf(
  mutation: { readonly name: string; readonly args: unknown; readonly error: DomainErrorData | null },
  row: Readonly<Record<string, unknown>> | undefined,
): readonly EditField[] {
  const table = tableOfMutator(mutation.name);
  const places = [...valuesIn(mutation.args, [])];
  const wrong = (mutation.error?.fields ?? []).map(({ field }) => pathOf(field)).filter((path) => path.length > 0);
  const isAbout =
    ({ path }: Place) =>
    (other: readonly string[]) =>
      isWithin(path, other) || isWithin(other, path);
  for (const path of wrong) if (!places.some((place) => isAbout(place)(path))) places.push({ path, value: null });
  // What is to be corrected comes first.
  const isWrong = (place: Place): boolean => wrong.some(isAbout(place));
  const sorted = [...places.filter(isWrong), ...places.filter((place) => !isWrong(place))];
  return sorted.map((place) => editField(table, place, row));
}

function* valuesIn(args: unknown, at: readonly string[]): Generator<Place> {
  if (!isObject(args)) return;
  for (const [key, value] of Object.entries(args)) {
    if (identities.test(key)) continue;
    const path = [...at, key];
    if (at.at(-1) === 'changes' && isObject(value) && 'to' in value)
      yield { path: [...path, 'to'], value: value['to'] };
    else if (isGroup(key, value)) yield* valuesIn(value, path);
    else yield { path, value };
  }
}

/** Parts of the arguments that hold fields themselves; other objects are one value. */
function isGroup(key: string, value: unknown): value is Args {
  return (
    isObject(value) && ['changes', 'fields', 'lead', 'contact', 'account', 'opportunity', 'appointment'].includes(key)
  );
}

function editField(table: string | undefined, { path, value }: Place, row: Args | undefined): EditField {
  const field = fieldOfPath(path.join('.'));
  const column = columnOf(table, field);
  const isEdit = path[0] === 'changes';
  return {
    ...{ path, field, table, value },
    kind: kindOf(field, column?.kind, value),
    optional: column?.nullable ?? true,
    current: isEdit && row && Object.hasOwn(row, field) ? parsedCell(row[field], column?.kind) : undefined,
  };
}

function kindOf(field: string, kind: ColumnKind | undefined, value: unknown): EditKind {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string') ? 'list' : 'json';
  if (isObject(value)) return 'json';
  // Its choices are rows and four words.
  if (field === 'priority') return 'choice';
  if (typeof value === 'boolean' || kind === 'flag') return 'flag';
  switch (kind) {
    case 'enum':
      return 'choice';
    case 'id':
      return 'reference';
    case 'money':
      return 'money';
    case 'time':
      return 'time';
    case 'int':
    case 'real':
      return 'number';
    case 'json':
      return field === 'phones' ? 'list' : 'json';
    default:
      if (typeof value === 'number') return 'number';
      return longTexts.has(field) ? 'long' : 'text';
  }
}

/** @returns the arguments with one value replaced; the given ones stay as they are */
export function withValue(args: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const object: Args = isObject(args) ? args : {};
  const next = withValue(object[key], rest, value);
  // An edit that names a field for the first time says that it was not there before.
  const isNewChange = rest.length === 1 && rest[0] === 'to' && object[key] === undefined;
  return { ...object, [key]: isNewChange ? { from: null, ...(next as Args) } : next };
}

/** Positions within a list belong to the list. */
function pathOf(field: string): readonly string[] {
  const parts = field.split('.').filter(Boolean);
  const index = parts.findIndex((part) => /^\d+$/.test(part));
  return index < 0 ? parts : parts.slice(0, index);
}

function isWithin(inner: readonly string[], outer: readonly string[]): boolean {
  return outer.every((part, i) => inner[i] === part);
}

function parsedCell(cell: unknown, kind: ColumnKind | undefined): unknown {
  return kind === 'json' && typeof cell === 'string' ? (JSON.parse(cell) as unknown) : cell;
}

function isObject(value: unknown): value is Args {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
