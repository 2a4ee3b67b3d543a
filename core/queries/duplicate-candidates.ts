import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { sql } from 'kysely';
import { z } from 'zod';
import { normalizeText } from '../schema/normalize.ts';
import type { RowOf } from '../schema/tables.ts';
import { defineQuery, MOST_MATCHES, rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { leadName, textsIn } from './lead-fields.ts';
import { byState, keptLeads, keptStates } from './lead-states.ts';
import { idParam } from './params.ts';
import { namedIds } from './search-condition.ts';
import { hasId, holds, visibleLead } from './sql-parts.ts';
import type { Condition } from './visible.ts';

const params = z.strictObject({
  email: z.string().max(255).optional(),
  phones: z.array(z.string().max(50)).max(20).optional(),
  firstName: z.string().max(255).optional(),
  lastName: z.string().max(255).optional(),
  company: z.string().max(255).optional(),
  /** The lead that is being edited: it is not its own duplicate. */
  exceptId: idParam.optional(),
});
type Params = z.output<typeof params>;

export type DuplicateMatch = {
  readonly field: 'email' | 'phone' | 'name';
  /** How sure it is: 1 is certain. */
  readonly score: number;
};

export type DuplicateCandidate = {
  readonly id: string;
  readonly name: string;
  readonly company: string | null;
  readonly email: string | null;
  readonly phones: readonly string[];
  readonly stageId: string;
  readonly assigneeId: string | null;
  /** Best first. */
  readonly matches: readonly DuplicateMatch[];
  /** Of the best match, more when several agree; at most 1. */
  readonly score: number;
};

export type DuplicateCandidates = { readonly candidates: readonly DuplicateCandidate[] };

/** The same address is the same person; numbers are shared by colleagues, names by strangers. */
const scores = { email: 1, samePhone: 0.9, phoneEnding: 0.7, nameAndCompany: 0.8 } as const;
const MOST_CANDIDATES = 20;
/** Numbers written with and without their country end alike in at least so many digits. */
const ENDING_DIGITS = 7;

/** Leads outside the trash that may be the same as the one being entered, best first. */
export const duplicateCandidates = defineQuery<Params, DuplicateCandidates>({
  name: 'duplicateCandidates',
  params,
  reads: ['leads'],
  *run(asked, env): QueryProgram<DuplicateCandidates> {
    const found = new Map<string, FoundLead>();
    for (const way of yield* waysToFind(asked, env)) {
      for (const lead of yield* leadsWhere(way, env)) found.set(lead.id, lead);
    }
    const candidates = [...found.values()].flatMap((lead): DuplicateCandidate[] => {
      const matches = lead.id === asked.exceptId ? [] : matchesOf(asked, lead);
      if (matches.length === 0) return [];
      const { id, company, email, stageId, assigneeId } = lead;
      const score = Math.min(1, Math.round((matches[0]!.score + (matches.length - 1) * 0.05) * 100) / 100);
      return [
        { id, company, email, stageId, assigneeId, name: leadName(lead), phones: textsIn(lead.phones), matches, score },
      ];
    });
    return { candidates: candidates.toSorted(bestFirst).slice(0, MOST_CANDIDATES) };
  },
});

const columns = [
  'l.id',
  'l.firstName',
  'l.lastName',
  'l.company',
  'l.email',
  'l.phones',
  'l.stageId',
  'l.assigneeId',
] as const;
type FoundLead = Pick<
  RowOf<'leads'>,
  'id' | 'firstName' | 'lastName' | 'company' | 'email' | 'phones' | 'stageId' | 'assigneeId'
>;

/** One condition for each way, so that each finds its index. */
function* waysToFind(asked: Params, env: QueryEnv): QueryProgram<readonly Condition[]> {
  const ways: Condition[] = [];
  const email = normalEmail(asked.email);
  if (email) ways.push(sql`${sql.ref('l.email')} = ${email}`);
  const key = sortKeyOf(asked);
  if (key && asked.company) ways.push(sql`${sql.ref('l.sortKey')} = ${key} and ${byState(keptStates, 'l')}`);
  for (const phone of asked.phones ?? []) {
    const ending = endingOf(phone);
    if (ending === null) continue;
    // Search texts hold the digits of every number in one piece.
    const ids = yield* namedIds('leads', [ending]);
    ways.push(ids ? hasId(env, 'l.id', ids) : holds(sql.ref('l.searchText'), ending));
  }
  return ways;
}

function* leadsWhere(where: Condition, env: QueryEnv): QueryProgram<readonly FoundLead[]> {
  const matching = env.db.selectFrom('leads as l').select(columns).where(where);
  return yield* rowsOf(matching.where(visibleLead(env, 'l')).where(keptLeads('l')).orderBy('l.id').limit(MOST_MATCHES));
}

function matchesOf(asked: Params, lead: FoundLead): DuplicateMatch[] {
  const matches: DuplicateMatch[] = [];
  if (lead.email !== null && lead.email === normalEmail(asked.email))
    matches.push({ field: 'email', score: scores.email });
  const phone = Math.max(0, ...(asked.phones ?? []).flatMap((a) => textsIn(lead.phones).map((b) => phoneScore(a, b))));
  if (phone > 0) matches.push({ field: 'phone', score: phone });
  const company = normalizeText(asked.company ?? '');
  const sameName = sortKeyOf(asked) !== '' && sortKeyOf(asked) === sortKeyOf(lead);
  if (sameName && company !== '' && company === normalizeText(lead.company ?? '')) {
    matches.push({ field: 'name', score: scores.nameAndCompany });
  }
  return matches.toSorted((a, b) => b.score - a.score);
}

const normalEmail = (email: string | undefined): string => (email ?? '').trim().toLowerCase();

/** What it is called, as in the column of that name: its person, else its company. */
function sortKeyOf(lead: NameAndCompany): string {
  return normalizeText(`${lead.lastName ?? ''} ${lead.firstName ?? ''}`) || normalizeText(lead.company ?? '');
}

type NameAndCompany = {
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
};

const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

function endingOf(phone: string): string | null {
  const digits = digitsOf(phone);
  return digits.length < ENDING_DIGITS ? null : digits.slice(-ENDING_DIGITS);
}

/** Two numbers in international form are the same or not; otherwise their last digits tell. */
function phoneScore(a: string, b: string): number {
  const [first, second] = [internationalOf(a), internationalOf(b)];
  if (first !== null && second !== null) return first === second ? scores.samePhone : 0;
  if (digitsOf(a) === digitsOf(b) && digitsOf(a) !== '') return scores.samePhone;
  const ending = endingOf(a);
  return ending !== null && ending === endingOf(b) ? scores.phoneEnding : 0;
}

/** E.164, of a number that says its country. */
function internationalOf(phone: string): string | null {
  const parsed = parsePhoneNumberFromString(phone.trim().replace(/^00/, '+'));
  return parsed?.isPossible() ? parsed.number : null;
}

function bestFirst(a: DuplicateCandidate, b: DuplicateCandidate): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1);
}
