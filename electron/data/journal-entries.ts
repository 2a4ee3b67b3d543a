import { isUuid } from '../../core/kernel/ids.ts';
import { forgottenName } from '../../core/domain/sync/forgotten.ts';

/** What the journal keeps of a mutation: its name and its arguments as JSON. */
export type JournalContent = { readonly name: string; readonly args: string };

type Json = Readonly<Record<string, unknown>>;

/** Arguments by which a mutation names the rows it is about. */
const subjects = ['id', 'leadId'] as const;
/** Mutations that make two rows have one of these for each. */
const parts = ['contact', 'lead'] as const;
/** Mutations of many rows name them in one of these. */
const lists = ['ids', 'moves'] as const;

/**
 * Takes rows out of a mutation that the server has already run. One that was about nothing else leaves an empty place: a server
 * restored from a backup gets every number again, in order, and of the content what the device may still know.
 * @param gone ids of rows
 * @returns what to keep instead, or undefined when the mutation says nothing about any of the rows
 */
export function journalWithout({ name, args }: JournalContent, gone: ReadonlySet<string>): JournalContent | undefined {
  const parsed = JSON.parse(args) as unknown;
  if (name === forgottenName || !isObject(parsed) || saysNothing(parsed)) return undefined;
  if (singleSubjects(parsed).some((id) => gone.has(id))) return { name: forgottenName, args: '{}' };
  const kept: Record<string, unknown> = { ...parsed };
  for (const list of lists) {
    const items = parsed[list];
    if (Array.isArray(items)) kept[list] = items.filter((item) => !gone.has(idOf(item)));
  }
  if (lists.every((list) => lengthOf(kept[list]) === lengthOf(parsed[list]))) return undefined;
  const isEmpty = lists.some((list) => lengthOf(kept[list]) === 0);
  return isEmpty ? { name: forgottenName, args: '{}' } : { name, args: JSON.stringify(kept) };
}

/** @returns ids of the rows that a mutation is about */
export function subjectsOf(args: string): ReadonlySet<string> {
  const parsed = JSON.parse(args) as unknown;
  if (!isObject(parsed)) return new Set();
  const listed = lists.flatMap((list) => (Array.isArray(parsed[list]) ? parsed[list].map(idOf) : []));
  return new Set([...singleSubjects(parsed), ...listed]);
}

function singleSubjects(args: Json): string[] {
  const within = [args, ...parts.flatMap((part) => (isObject(args[part]) ? [args[part]] : []))];
  return within.flatMap((of) => subjects.flatMap((subject) => (typeof of[subject] === 'string' ? of[subject] : [])));
}

/** The item of a list of rows: an id, or an object that has one. */
function idOf(item: unknown): string {
  return String(isObject(item) ? item['id'] : item);
}

const lengthOf = (list: unknown): number | undefined => (Array.isArray(list) ? list.length : undefined);

/** Ids alone, as in a deletion, tell nothing of a row's content; sent again, they must still do what they did. */
function saysNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(saysNothing);
  if (isObject(value)) return Object.values(value).every(saysNothing);
  return typeof value === 'string' && isUuid(value);
}

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
