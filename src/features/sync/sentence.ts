import type { sync } from '../../i18n/en/sync.ts';

export type SentenceKey = keyof (typeof sync)['sentences'];

/** Gives names to the ids in a mutation's arguments; '' for what is not on this device. */
export type Names = {
  readonly leads: (ids: readonly string[]) => string;
  /** Of any row of the workspace: a stage, a pipeline, a person … */
  readonly row: (id: string) => string;
  readonly fields: (names: readonly string[]) => string;
  readonly activityType: (type: string) => string;
  /** @param ms epoch milliseconds */
  readonly when: (ms: number) => string;
  readonly something: string;
};

/** The words a sentence may need; each sentence takes those it names. */
export type SentenceValues = Record<
  'lead' | 'name' | 'fields' | 'stage' | 'pipeline' | 'team' | 'person' | 'reason' | 'type' | 'when' | 'mutator',
  string
>;
export type Sentence = { readonly key: SentenceKey; readonly values: SentenceValues };

type Args = Readonly<Record<string, unknown>>;

/**
 * What a mutation does, as the key of a sentence and the words in it. Works for arguments of any version: what is missing is
 * named in general terms.
 * @param mutation its permanent name and its arguments, as they stand in the outbox
 * @param known the sentences there are
 */
export function sentenceOf(
  mutation: { readonly name: string; readonly args: unknown },
  names: Names,
  known: ReadonlySet<string>,
): Sentence {
  const args = asArgs(mutation.args);
  const key = sentenceKey(mutation.name, args);
  const about = { ...args, ...asArgs(args['lead']) };
  return {
    key: known.has(key) ? (key as SentenceKey) : 'other',
    values: {
      lead: names.leads(leadIdsOf(mutation)) || personName(about) || names.something,
      name: personName(args) || newName(args) || rowName(args['id'], names) || names.something,
      fields: names.fields(Object.keys(asArgs(args['changes']))),
      stage: rowName(args['stageId'], names) || names.something,
      pipeline: rowName(args['pipelineId'], names) || names.something,
      team: rowName(args['teamId'], names) || names.something,
      person: rowName(args['assigneeId'] ?? args['userId'], names) || names.something,
      reason: textOf(args['reason']),
      type: names.activityType(textOf(args['type'])),
      when: typeof args['startAt'] === 'number' ? names.when(args['startAt']) : '',
      mutator: mutation.name,
    },
  };
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
  return textOf(asArgs(asArgs(args['changes'])['name'])['to']);
}

const rowName = (id: unknown, names: Names): string => (typeof id === 'string' ? names.row(id) : '');
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const asArgs = (value: unknown): Args => (typeof value === 'object' && value !== null ? (value as Args) : {});
