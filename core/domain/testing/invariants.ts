import { normalizeText } from '../../schema/normalize.ts';
import { rowReferences } from '../../schema/references.ts';
import { lineTotalMinor } from '../lead-product/line-total.ts';
import type { Fixture } from './fixture.ts';

/**
 * What must hold after any mutation, whoever did what.
 * @returns what does not, in words; empty when all is well
 */
export function brokenInvariants(fixture: Fixture): readonly string[] {
  return [...places(fixture), ...leadRules(fixture), ...settingRules(fixture), ...dangling(fixture)];
}

function places(fixture: Fixture): string[] {
  const stages = new Map(fixture.rows('stages').map((stage) => [stage.id, stage]));
  const pipelines = new Map(fixture.rows('pipelines').map((pipeline) => [pipeline.id, pipeline]));
  const misplaced = (['leads', 'opportunities'] as const).flatMap((module) =>
    fixture.rows(module).filter((row) => {
      const stage = stages.get(row.stageId);
      return stage?.pipelineId !== row.pipelineId || pipelines.get(row.pipelineId)?.module !== module;
    }),
  );
  return misplaced.map((row) => `${row.id} is in a stage outside its pipeline`);
}

function leadRules(fixture: Fixture): string[] {
  const problems: string[] = [];
  for (const lead of fixture.rows('leads')) {
    if (!lead.firstName && !lead.lastName && !lead.company) problems.push(`lead ${lead.id} has no name`);
    if ((lead.state === 'trashed') !== (lead.trashedAt !== null)) problems.push(`lead ${lead.id} is trashed half`);
    if (lead.email !== null && lead.email !== lead.email.toLowerCase()) problems.push(`lead ${lead.id} email case`);
  }
  const active = fixture.rows('leads').filter((lead) => lead.state !== 'trashed' && lead.email !== null);
  for (const lead of active) {
    const same = active.filter((other) => other.email === lead.email && other.id !== lead.id);
    const strangers = same.filter((other) => other.contactId === null || other.contactId !== lead.contactId);
    const flagged = [lead, ...strangers].some((one) => one.duplicateOfId !== null);
    if (strangers.length > 0 && !flagged) problems.push(`lead ${lead.id} shares its address unnoticed`);
  }
  for (const line of fixture.rows('leadProducts')) {
    const total = lineTotalMinor(line.quantity, line.unitPriceMinor, line.discountPercent);
    if (total !== line.totalMinor) problems.push(`line ${line.id} has a wrong total`);
  }
  for (const { id, startAt, endAt } of fixture.rows('appointments')) {
    if (endAt <= startAt) problems.push(`appointment ${id} ends before it starts`);
  }
  return problems;
}

function settingRules(fixture: Fixture): string[] {
  const problems: string[] = [];
  const pipelines = fixture.rows('pipelines');
  for (const module of ['leads', 'opportunities'] as const) {
    const defaults = pipelines.filter((pipeline) => pipeline.module === module && pipeline.isDefault === 1);
    if (defaults.length !== 1 || defaults[0]!.archived === 1) problems.push(`${module} has no single default pipeline`);
  }
  for (const { id } of pipelines) {
    const stages = fixture.rows('stages').filter((stage) => stage.pipelineId === id);
    const positions = stages.map((stage) => stage.position).toSorted((a, b) => a - b);
    if (positions.some((position, i) => position !== i)) problems.push(`stages of ${id} stand at ${positions.join()}`);
    if (new Set(stages.map((stage) => normalizeText(stage.name))).size < stages.length) {
      problems.push(`stages of ${id} share a name`);
    }
  }
  if (!fixture.rows('users').some((user) => user.role === 'owner' && user.active === 1))
    problems.push('no owner is left');
  const emails = fixture.rows('users').map((user) => user.email);
  if (new Set(emails).size < emails.length) problems.push('two people share an address');
  return problems;
}

function dangling(fixture: Fixture): string[] {
  return rowReferences.flatMap(([table, column, target]) =>
    fixture.rows(table).flatMap((row) => {
      const id = (row as Readonly<Record<string, unknown>>)[column];
      return id === null || fixture.find(target, String(id)) ? [] : [`${table}.${column} of ${row.id} names nothing`];
    }),
  );
}
