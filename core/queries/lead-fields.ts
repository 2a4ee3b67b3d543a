import type { RowOf } from '../schema/tables.ts';

/** What a lead is called on every screen: its person's name, else its company, else its address. */
export function leadName(lead: Pick<RowOf<'leads'>, 'firstName' | 'lastName' | 'company' | 'email'>): string {
  const person = [lead.firstName, lead.lastName].filter((part) => part !== null && part !== '').join(' ');
  return person || lead.company || lead.email || '';
}

/** @returns the texts of a JSON array in a cell; nothing for an empty cell */
export function textsIn(cell: string | null): readonly string[] {
  return cell === null || cell === '' ? [] : (JSON.parse(cell) as string[]);
}
