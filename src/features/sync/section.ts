/** The parts of the Sync centre, one address each: `#/sync/pending`. */
export const sections = ['overview', 'pending', 'rejected', 'conflicts', 'devices', 'log'] as const;
export type Section = (typeof sections)[number];

/** @returns the section an address names; the first for none or an unknown one */
export function sectionNamed(id: string | undefined): Section {
  return sections.find((section) => section === id) ?? 'overview';
}
