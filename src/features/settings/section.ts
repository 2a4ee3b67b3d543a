export const sections = [
  'appearance',
  'organization',
  'pipelines',
  'sources',
  'businesses',
  'people',
  'teams',
] as const;
export type Section = (typeof sections)[number];

/** Sections that concern the person alone; the others are shared by the organization. */
export const ownSections: ReadonlySet<Section> = new Set(['appearance']);

/** @returns the section an address names; the first for none or an unknown one */
export function sectionNamed(id: string | undefined): Section {
  return sections.find((section) => section === id) ?? 'appearance';
}
