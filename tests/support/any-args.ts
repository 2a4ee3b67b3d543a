import * as fc from 'fast-check';
import type { z } from 'zod';
import type { AnyMutator } from '../../core/kernel/mutator.ts';
import { priorities } from '../../core/schema/leads.ts';
import { builtInPriorityId } from '../../core/domain/priority/priorities.ts';
import { organizationId } from '../../core/schema/people.ts';
import { hourMs, startMs } from '../../core/domain/testing/fixture.ts';
import { idOf, seedRows } from '../../core/domain/testing/seed.ts';

/** Ids that rows have, and some that are fresh. */
const ids = [...seedRows(0).map(({ row }) => row.id), ...Array.from({ length: 12 }, (_, i) => idOf(`any-${i}`))];

const texts = [
  '',
  ' ',
  'Ann',
  'Sales',
  'A\0',
  '\ud83e',
  '🦆'.repeat(130),
  'x'.repeat(256),
  '<b>',
  '__proto__',
  'constructor',
  'ann@x.org',
  ...priorities,
];

const numbers = [0, -0, 1, 2, 5, 50, 100, -1, 0.5, 33.3333, 2 ** 53, Number.MAX_SAFE_INTEGER, startMs];

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ids) },
  { weight: 3, arbitrary: fc.constantFrom(...texts) },
  { weight: 2, arbitrary: fc.constantFrom(...numbers) },
  { weight: 2, arbitrary: fc.integer({ min: -5, max: 60 }).map((hours) => startMs + hours * hourMs) },
  { weight: 1, arbitrary: fc.constantFrom(null, undefined, true, false) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

/** Few ids for new rows of any kind, so that mutations meet the rows of earlier ones. */
const made = ['any-0', 'any-1', 'any-2', 'any-3'].map(idOf);
const named = (...names: string[]): fc.Arbitrary<unknown> => fc.constantFrom(...names.map(idOf), made[0]!);

/** What a field of this name is likely to hold; the first match counts. */
const plausible: readonly (readonly [RegExp, fc.Arbitrary<unknown>])[] = [
  [
    /^(stageId|fromStageId|moveToStageId|stageIds)$/,
    named('sales-new', 'sales-contacted', 'sales-proposal', 'deals-won', 'deals-engaging'),
  ],
  [/^pipelineId$/, named('sales', 'deals')],
  [/^(assigneeId|ownerId|userId|createdBy)$/, named('rita', 'rolf', 'mona', 'ines')],
  [/^teamId$/, named('north', 'south')],
  [/^sourceId$/, named('website', 'fair', 'fax')],
  [/^(businessIds|add|remove)$/, named('ropes', 'paints')],
  [/^productId$/, named('anchor')],
  [
    /^(id|ids|.*Id)$/,
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...made) }, { weight: 2, arbitrary: fc.constantFrom(...ids) }),
  ],
  [/email/i, fc.constantFrom('ann@x.org', 'BOB@x.org', 'carl@x.org', '', 'nope')],
  [/phone/, fc.constantFrom('+49 30 1234', '123456', '', '12')],
  [/website/, fc.constantFrom('x.org', 'https://x.org', 'javascript:x')],
  [/timeZone/, fc.constantFrom('UTC', 'Asia/Tokyo', 'Moon/Sea')],
  [/currency/, fc.constantFrom('EUR', 'usd')],
  [/color/, fc.constantFrom('red', 'blue', 'plaid')],
  [/^position$/, fc.constantFrom('CEO', 0, 1, 99)],
  [/requiredFields|requiredLeadFields|askedFields|hiddenFields/, fc.constantFrom('email', 'valueMinor', 'name')],
  [/At$|^at$|stageSince/, fc.integer({ min: -5, max: 60 }).map((hours) => startMs + hours * hourMs)],
  [
    /Minor$|quantity|employees|yearEstablished|position|probability|trashDays|Percent$|points|maxTimes|rank|Threshold$/,
    fc.constantFrom(...numbers, 1998),
  ],
  [
    /^(externalId|name|lastName|key|body|reason|note|notes|role)$/,
    fc.constantFrom('A', 'B', 'C', 'Sales', '', 'x'.repeat(256)),
  ],
  [/sha256/, fc.constantFrom('a'.repeat(64), 'b'.repeat(64))],
  [/mediaType/, fc.constantFrom('image/png', 'application/pdf', 'text')],
  [/^size$|documentMaxBytes/, fc.constantFrom(0, 1, 5_000_000, 20_000_000, 60_000_000)],
  [/^priority$|^defaultPriority$/, fc.oneof(fc.constantFrom(...priorities), fc.constantFrom(...made))],
  [/Fields$|^field$/, fc.constantFrom('email', 'valueMinor', 'company', 'stageId')],
  [/^operands$/, fc.constantFrom('Ann', 'x', 5, 1000)],
  [/metadata|value|^from$/, fc.jsonValue({ maxDepth: 2 })],
];

type Def = {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
};

/**
 * Arguments that a mutator may meet: shaped as its schema says, now and then not, filled with ids that exist and with values
 * that hurt.
 */
export function anyArgs({ name, args }: AnyMutator): fc.Arbitrary<unknown> {
  const settings = settingIds[name.split('.')[0]!];
  const own = settings ? fc.oneof(fc.constantFrom(...settings), fc.constantFrom(...made)) : fc.constantFrom(...made);
  return fc.oneof({ weight: 40, arbitrary: shaped(args, '', own) }, { weight: 1, arbitrary: fc.jsonValue() });
}

/** What a mutator's own `id` and `ids` are taken from. */
type Own = fc.Arbitrary<unknown>;

const settingIds: Readonly<Record<string, readonly string[]>> = {
  pipeline: [idOf('sales'), idOf('deals')],
  stage: ['new', 'contacted', 'won', 'lost'].map((name) => idOf(`sales-${name}`)),
  source: [idOf('website'), idOf('fair')],
  business: [idOf('ropes'), idOf('paints')],
  product: [idOf('anchor')],
  user: ['olga', 'mona', 'rita', 'ines'].map(idOf),
  team: [idOf('north'), idOf('south')],
  priority: priorities.map(builtInPriorityId),
  organization: [organizationId],
};

function shaped(schema: z.ZodType, name: string, own: Own): fc.Arbitrary<unknown> {
  const def = schema.def as unknown as Def;
  switch (def.type) {
    case 'object':
      return objectOf(def.shape!, name, own);
    case 'array':
      return fc.array(shaped(def.element!, name, own), { maxLength: 3 });
    case 'optional':
    case 'nullable':
      return shaped(def.innerType!, name, own);
    case 'pipe':
      return shaped((def.in!.def as unknown as Def).type === 'transform' ? def.out! : def.in!, name, own);
    case 'enum':
      return likely(fc.constantFrom(...Object.values(def.entries!)));
    case 'literal':
      return likely(fc.constantFrom(...def.values!));
    case 'boolean':
      return likely(fc.boolean());
    case 'record':
      return likely(fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue({ maxDepth: 2 })));
    default:
      if (name === 'id' || name === 'ids') return likely(own);
      return likely(plausible.find(([pattern]) => pattern.test(name))?.[1] ?? fc.constantFrom(...texts));
  }
}

function likely(arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary }, { weight: 1, arbitrary: leaf });
}

/** What must be there is nearly always, what may be there sometimes: of large objects a few fields, of small ones more. */
function objectOf(shape: Readonly<Record<string, z.ZodType>>, parent: string, own: Own): fc.Arbitrary<unknown> {
  const entries = Object.entries(shape);
  const parts = entries.map(([name, schema]) => {
    const isOptional = (schema.def as unknown as Def).type === 'optional' && name !== 'lastName';
    // The two values of a change are called `from` and `to`; what they hold goes by the field's name.
    const value = shaped(schema, name === 'to' ? parent : name, own);
    return fc.tuple(
      fc.constant(name),
      value,
      isOptional ? fc.nat(15).map((n) => n < (entries.length > 12 ? 1 : 5)) : fc.nat(60).map((n) => n > 0),
    );
  });
  return fc
    .tuple(...parts)
    .map((picked) =>
      Object.fromEntries(picked.filter(([, , isThere]) => isThere).map(([name, value]) => [name, value])),
    );
}
