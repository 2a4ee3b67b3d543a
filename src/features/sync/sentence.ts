import type { OutboxEntry } from '../../../core/bridge/sync-centre.ts';
import { tableOfMutator } from '../../../core/domain/mutator-table.ts';
import type { sync } from '../../i18n/en/sync.ts';
import { shortened } from './value-text.ts';

export type SentenceKey = keyof (typeof sync)['sentences'];

/** Puts the parts of a sentence into words. */
export type Names = {
  /** Several leads at once: only how many. */
  readonly leadCount: (count: number) => string;
  /** Of any row of the workspace: a stage, a pipeline, a person …; '' for what is not on this device. */
  readonly row: (id: string) => string;
  /** Fields and what they become. @param table undefined: not known */
  readonly changes: (table: string | undefined, values: Readonly<Record<string, unknown>>) => string;
  readonly activityType: (type: string) => string;
  /** @param ms epoch milliseconds */
  readonly when: (ms: number) => string;
  readonly something: string;
};

/** The words a sentence may need; each sentence takes those it names. */
export type SentenceValues = Record<
  | 'lead'
  | 'name'
  | 'fields'
  | 'stage'
  | 'pipeline'
  | 'team'
  | 'person'
  | 'product'
  | 'reason'
  | 'text'
  | 'type'
  | 'when'
  | 'mutator',
  string
>;
export type Sentence = { readonly key: SentenceKey; readonly values: SentenceValues };

type Args = Readonly<Record<string, unknown>>;
export type Told = Pick<OutboxEntry, 'name' | 'args'> & { readonly subject?: OutboxEntry['subject'] };

/**
 * What a mutation does, as the key of a sentence and the words in it. Works for arguments of any version: what is missing is
 * named in general terms.
 * @param mutation its permanent name and its arguments, as they stand in the outbox
 * @param known the sentences there are
 */
export function sentenceOf(mutation: Told, names: Names, known: ReadonlySet<string>): Sentence {
  const args = asArgs(mutation.args);
  const key = sentenceKey(mutation.name, args);
  const about = { ...args, ...asArgs(args['lead']) };
  const { something } = names;
  const named = (id: unknown): string => rowName(id, names) || something;
  const subject = mutation.subject?.name ?? '';
  const leads = leadIdsOf(mutation).length;
  return {
    key: known.has(key) ? (key as SentenceKey) : 'other',
    values: {
      lead: leads > 1 ? names.leadCount(leads) : subject || personName(about) || something,
      name: personName(args) || newName(args) || subject || named(args['id']),
      fields: names.changes(tableOfMutator(mutation.name), newValues(args)) || something,
      stage: named(args['stageId']),
      pipeline: named(args['pipelineId']),
      team: named(args['teamId']),
      person: named(args['assigneeId'] ?? args['userId']),
      product: named(args['productId']),
      reason: textOf(args['reason']),
      text: shortened(textOf(args['body']) || textOf(args['description']) || textOf(newValues(args)['body'])),
      type: names.activityType(textOf(args['type'])),
      when: typeof args['startAt'] === 'number' ? names.when(args['startAt']) : '',
      mutator: mutation.name,
    },
  };
}

/** The new values that an edit gives to fields, whether or not it says what they were. */
export function newValues(args: Args): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(asArgs(args['changes'])).map(([field, change]) => [
      field,
      typeof change === 'object' && change !== null && 'to' in change ? change.to : change,
    ]),
  );
}

/** @returns ids of the leads a mutation concerns, as far as its arguments name them */
export function leadIdsOf({ name, args: raw }: { readonly name: string; readonly args: unknown }): readonly string[] {
  const args = asArgs(raw);
  if (typeof args['leadId'] === 'string') return [args['leadId']];
  if (!name.startsWith('lead.')) return [];
  if (Array.isArray(args['ids'])) return args['ids'].filter((id) => typeof id === 'string');
  if (Array.isArray(args['moves'])) return args['moves'].map((move) => textOf(asArgs(move)['id'])).filter(Boolean);
  return typeof args['id'] === 'string' ? [args['id']] : [];
}

/** `lead.changeStage` → `leadChangeStage`; versions (`lead.convert.v2`) and kinds of imports share a sentence. */
function sentenceKey(name: string, args: Args): string {
  if (name === 'lead.assign' && args['assigneeId'] === null) return 'leadUnassign';
  const [concept = '', verb = ''] = name.split('.');
  return concept === 'import' ? 'import' : concept + verb.charAt(0).toUpperCase() + verb.slice(1);
}

function personName(args: Args): string {
  const person = [args['firstName'], args['lastName']].map(textOf).filter(Boolean).join(' ');
  return person || textOf(args['name']) || textOf(args['company']) || textOf(args['email']);
}

/** The name that an edit gives: the row may be gone by now. */
function newName(args: Args): string {
  return textOf(newValues(args)['name']);
}

const rowName = (id: unknown, names: Names): string => (typeof id === 'string' ? names.row(id) : '');
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const asArgs = (value: unknown): Args => (typeof value === 'object' && value !== null ? (value as Args) : {});
