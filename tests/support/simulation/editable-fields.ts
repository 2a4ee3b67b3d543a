import { colorNames } from '../../../core/domain/pipeline/colors.ts';

/** Makes a new value of a field. @param from what it holds, as JSON @param n chooses */
type NewValue = (from: unknown, n: number) => unknown;

const text =
  (name: string): NewValue =>
  (_from, n) =>
    `${name} ${n % 9}`;
const number: NewValue = (_from, n) => 100 * (1 + (n % 9));
const flag: NewValue = (from) => (from === 1 ? 0 : 1);
const color: NewValue = (_from, n) => colorNames[n % colorNames.length];
const oneOf =
  (...values: readonly unknown[]): NewValue =>
  (_from, n) =>
    values[n % values.length];
const phones: NewValue = (from, n) => {
  const held = Array.isArray(from) ? (from as unknown[]) : [];
  return n % 2 ? [...held, `+49 ${10_000 + n}`] : held.slice(1);
};

/** Rewrites one word of a text: two such edits merge unless they meet. */
const longText: NewValue = (from, n) => {
  const words =
    typeof from === 'string' && from !== '' ? from.split(' ') : ['one', 'two', 'three', 'four', 'five', 'six'];
  words[n % words.length] = `word${n}`;
  return words.join(' ');
};

/** What people edit on simulated devices: of each table the mutator and its fields. Every one of them meets concurrent edits. */
export const editable: readonly {
  readonly table: string;
  readonly mutator: string;
  readonly fields: Readonly<Record<string, NewValue>>;
}[] = [
  {
    table: 'leads',
    mutator: 'lead.update',
    fields: {
      firstName: text('First'),
      company: text('Company'),
      title: text('Title'),
      position: text('Position'),
      branch: text('Branch'),
      website: oneOf(null, 'https://one.test/', 'https://two.test/'),
      location: text('Location'),
      description: longText,
      phones,
      priority: oneOf('low', 'medium', 'high'),
      valueMinor: number,
      currency: oneOf('EUR', 'USD', 'CHF'),
      employees: number,
      utmSource: text('Source'),
    },
  },
  { table: 'notes', mutator: 'note.edit', fields: { body: longText } },
  {
    table: 'appointments',
    mutator: 'appointment.update',
    fields: { note: text('Meeting'), location: text('Room'), status: oneOf('pending', 'confirmed', 'cancelled') },
  },
  {
    table: 'leadProducts',
    mutator: 'leadProduct.update',
    fields: {
      quantity: (from, n) => Number(from) + 1 + (n % 3),
      unitPriceMinor: number,
      discountPercent: oneOf(0, 5, 10, 20),
    },
  },
  {
    table: 'contacts',
    mutator: 'contact.update',
    fields: { firstName: text('First'), title: text('Title'), phones },
  },
  {
    table: 'accounts',
    mutator: 'account.update',
    fields: { name: text('Account'), sector: text('Sector'), location: text('Location'), employees: number },
  },
  {
    table: 'opportunities',
    mutator: 'opportunity.update',
    fields: { name: text('Deal'), valueMinor: number, currency: oneOf('EUR', 'USD') },
  },
];

/** What administrators edit. */
export const editableSettings: typeof editable = [
  {
    table: 'products',
    mutator: 'product.update',
    fields: { name: text('Product'), priceMinor: number, series: text('S') },
  },
  { table: 'sources', mutator: 'source.update', fields: { name: text('Source') } },
  { table: 'businesses', mutator: 'business.update', fields: { name: text('Business'), color } },
  {
    table: 'stages',
    mutator: 'stage.update',
    fields: {
      ...{ name: text('Stage'), description: longText, color, probability: oneOf(10, 20, 30) },
      hiddenFields: oneOf(null, ['branch'], ['branch', 'utmSource'], ['utmSource']),
    },
  },
  { table: 'pipelines', mutator: 'pipeline.update', fields: { name: text('Pipeline') } },
  { table: 'teams', mutator: 'team.update', fields: { name: text('Team'), open: flag } },
  { table: 'users', mutator: 'user.update', fields: { name: text('Name'), color } },
  {
    table: 'organization',
    mutator: 'organization.update',
    fields: {
      name: text('Company'),
      trashDays: oneOf(10, 20, 30),
      requiredLeadFields: oneOf([], ['company']),
      qualificationThreshold: number,
    },
  },
];
