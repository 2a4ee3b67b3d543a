import type { stageCategories } from '../../schema/settings.ts';

export type StageTemplate = readonly [
  name: string,
  color: string,
  category: (typeof stageCategories)[number],
  /** Percent. */
  probability: number,
];

/** What a new organization's pipeline of leads begins with. */
export const leadStageTemplates: readonly StageTemplate[] = [
  ['New', 'blue', 'new', 10],
  ['Contacted', 'cyan', 'contacted', 20],
  ['Qualified', 'violet', 'qualified', 40],
  ['Proposal', 'orange', 'qualified', 60],
  ['Won', 'green', 'won', 100],
  ['Lost', 'gray', 'lost', 0],
];

/** What a new organization's pipeline of opportunities begins with. */
export const opportunityStageTemplates: readonly StageTemplate[] = [
  ['Discovery', 'blue', 'new', 20],
  ['Quote sent', 'violet', 'qualified', 50],
  ['Negotiation', 'orange', 'qualified', 75],
  ['Won', 'green', 'won', 100],
  ['Lost', 'gray', 'lost', 0],
];
