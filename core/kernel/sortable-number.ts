/** Whole numbers from 0 as text that sorts as they do: ids of rows that are numbered. */
export function sortableNumber(value: number): string {
  return String(value).padStart(15, '0');
}
