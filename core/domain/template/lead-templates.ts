import type { stageCategories } from '../../schema/settings.ts';
import type { ColorName } from '../pipeline/colors.ts';

/** A stage of a ready-made pipeline. */
export type TemplateStage = {
  readonly name: string;
  readonly description: string;
  readonly color: ColorName;
  readonly category: (typeof stageCategories)[number];
  /** Percent: how likely a lead in it becomes a customer. */
  readonly probability: number;
};

/** A ready-made pipeline of leads with the sources that go with it. */
export type LeadTemplate = {
  readonly name: string;
  readonly stages: readonly TemplateStage[];
  readonly sources: readonly string[];
};

const stage = (
  name: string,
  description: string,
  color: ColorName,
  category: TemplateStage['category'],
  probability: number,
): TemplateStage => ({ name, description, color, category, probability });

/** By their permanent keys. */
export const leadTemplates = {
  prospects: {
    name: 'Prospects',
    stages: [
      stage('Prospect', 'Might be interested; nobody has spoken to them yet.', 'blue', 'new', 10),
      stage('Tentative', 'Has answered, and has not decided to go on.', 'cyan', 'contacted', 25),
      stage('Potential', 'Has a need and the means: worth an offer.', 'violet', 'qualified', 50),
      stage('Contact', 'Is kept in touch with; an offer is with them.', 'orange', 'qualified', 70),
      stage('Customer', 'Has bought.', 'green', 'won', 100),
      stage('Closed', 'Will not buy.', 'gray', 'lost', 0),
    ],
    sources: ['Direct', 'Website', 'Facebook', 'Twitter', 'Instagram', 'Search', 'Pinterest', 'Reddit', 'Other'],
  },
} as const satisfies Readonly<Record<string, LeadTemplate>>;

export type LeadTemplateKey = keyof typeof leadTemplates;
export const leadTemplateKeys = Object.keys(leadTemplates) as LeadTemplateKey[];
