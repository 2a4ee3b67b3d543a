import { sql, type RawBuilder } from 'kysely';
import { scorableKind, takesOperands, type ScoringRule } from '../domain/scoring/scoring-fields.ts';
import { rowsOf, type QueryEnv, type QueryProgram } from './define-query.ts';
import { columnsOf, hasId, holds } from './sql-parts.ts';
import { anyOf, type Condition } from './visible.ts';

/** What scores are made from. Nobody stores a score: it is computed where it is asked for (docs/adr/0014-scores-are-asked-for.md). */
export type Scoring = {
  readonly rules: readonly ScoringRule[];
  /** From this score on a lead is qualified; null: none ever is. */
  readonly threshold: number | null;
};

/** Tables whose changes change scores; a query that shows or filters by them reads these. */
export const scoreReads = ['leads', 'activities', 'scoringRules', 'organization'] as const;

/** A lead's score, and whether it reaches the organization's threshold. */
export type LeadScore = { readonly score: number; readonly qualified: boolean };

/** The rules in force and the threshold. */
export function* scoringOf(env: QueryEnv): QueryProgram<Scoring> {
  const rules = env.db.selectFrom('scoringRules as r').select(columnsOf('scoringRules', 'r')).where('r.active', '=', 1);
  const organization = env.db.selectFrom('organization').select('qualificationThreshold');
  const threshold = (yield* rowsOf(organization))[0]?.qualificationThreshold ?? null;
  return { rules: yield* rowsOf(rules.orderBy('r.id')), threshold };
}

/**
 * The score of a lead as an expression: the points of every rule that its fields meet, and those of its activities up to now.
 * @param alias the alias of `leads` in the statement that takes it
 */
export function scoreExpression({ rules }: Scoring, alias: string, env: QueryEnv): RawBuilder<number> {
  const ofFields = rules.flatMap((rule) => {
    const condition = rule.kind === 'field' ? fieldCondition(rule, alias) : undefined;
    return condition ? [sql`case when ${condition} then ${sql.lit(rule.points)} else 0 end`] : [];
  });
  const ofActivities = rules.filter((rule) => rule.kind === 'activity').map(activityPoints);
  const parts = [...ofFields];
  if (ofActivities.length > 0) {
    parts.push(
      sql`(select ${sql.join(ofActivities, sql` + `)} from ${sql.table('activities')} as sa where ${sql.ref('sa.leadId')} = ${sql.ref(`${alias}.id`)} and ${sql.ref('sa.occurredAt')} <= ${env.now})`,
    );
  }
  return parts.length === 0 ? sql<number>`0` : sql<number>`cast((${sql.join(parts, sql` + `)}) as double precision)`;
}

/** @returns whether a lead reaches the threshold, as a condition */
export function qualifiedCondition(scoring: Scoring, alias: string, env: QueryEnv): Condition {
  if (scoring.threshold === null) return sql`false`;
  return sql`${scoreExpression(scoring, alias, env)} >= ${sql.lit(scoring.threshold)}`;
}

/** The scores of some leads, by id. */
export function* scoresOf(ids: readonly string[], env: QueryEnv): QueryProgram<ReadonlyMap<string, LeadScore>> {
  if (ids.length === 0) return new Map();
  const scoring = yield* scoringOf(env);
  const { threshold } = scoring;
  const of = (score: number): LeadScore => ({ score, qualified: threshold !== null && score >= threshold });
  if (scoring.rules.length === 0) return new Map(ids.map((id) => [id, of(0)]));
  const scored = env.db.selectFrom('leads as l').select(['l.id', scoreExpression(scoring, 'l', env).as('score')]);
  return new Map((yield* rowsOf(scored.where(hasId(env, 'l.id', ids)))).map(({ id, score }) => [id, of(score)]));
}

/** The points of one rule about activities, within the statement that goes through a lead's. */
function activityPoints({ activityType, maxTimes, points }: ScoringRule): RawBuilder<unknown> {
  const times =
    activityType === null ? sql`count(*)` : sql`count(case when ${sql.ref('sa.type')} = ${activityType} then 1 end)`;
  if (maxTimes === null) return sql`${sql.lit(points)} * ${times}`;
  const max = sql.lit(maxTimes);
  return sql`${sql.lit(points)} * (case when ${times} > ${max} then ${max} else ${times} end)`;
}

/** What a rule says about a field. A rule that this version does not understand gives no points. */
function fieldCondition(rule: ScoringRule, alias: string): Condition | undefined {
  const kind = scorableKind(rule.field);
  if (!kind) return undefined;
  const column = sql.ref(`${alias}.${rule.field}`);
  const isText = !['int', 'money', 'time', 'real', 'flag'].includes(kind);
  const empty: Condition = isText ? sql`(${column} is null or ${column} in ('', '[]', '{}'))` : sql`${column} is null`;
  const operands = JSON.parse(rule.operands ?? '[]') as readonly (string | number)[];
  if (takesOperands(rule.operator) && operands.length === 0) return undefined;
  const any = (of: (operand: string | number) => Condition): Condition =>
    sql`(${column} is not null and ${anyOf(operands.map(of))})`;
  const is = any((operand) =>
    kind === 'text' ? sameText(column, String(operand)) : sql`${column} = ${literal(operand)}`,
  );
  switch (rule.operator) {
    case 'filled':
      return sql`not ${empty}`;
    case 'empty':
      return empty;
    case 'is':
      return is;
    case 'isNot':
      return sql`not ${is}`;
    case 'contains':
      return any((operand) => anyOf(foldings(String(operand)).map((text) => holds(sql`lower(${column})`, text))));
    case 'atLeast':
      return any((operand) => sql`${column} >= ${literal(operand)}`);
    case 'atMost':
      return any((operand) => sql`${column} <= ${literal(operand)}`);
    default:
      return undefined;
  }
}

/** Numbers stand in the text: as a parameter PostgreSQL would take 0.5 for the column's integer. */
const literal = (operand: string | number): RawBuilder<unknown> =>
  typeof operand === 'number' ? sql`${sql.lit(operand)}` : sql`${operand}`;

const sameText = (column: RawBuilder<unknown>, text: string): Condition =>
  anyOf(foldings(text).map((folded) => sql`lower(${column}) = ${folded}`));

/**
 * The databases' `lower` knows the letters of ASCII only, each in its home alike. So that `Geschäftsführer` is found in capitals, too,
 * a text is looked for both ways.
 */
function foldings(text: string): readonly string[] {
  const lower = (of: string): string => of.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return [...new Set([lower(text.toLowerCase()), lower(text.toUpperCase())])];
}
