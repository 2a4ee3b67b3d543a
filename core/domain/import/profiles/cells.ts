/** A cell that is there but cannot be read as what its column holds. */
export class BadCell extends Error {
  readonly column: string;

  constructor(column: string, text: string, expected: string) {
    super(`${column} is "${text}", which is not ${expected}`);
    this.name = 'BadCell';
    this.column = column;
  }
}

/** One line of a CSV file: its cells by column name, as written. */
export type CsvLine = { readonly line: number; readonly cells: Readonly<Record<string, string>> };

/** @returns the trimmed cell, or undefined when it is empty or the column is missing */
export function cell({ cells }: CsvLine, column: string): string | undefined {
  const text = cells[column]?.trim();
  return text === undefined || text === '' ? undefined : text;
}

/** @throws BadCell when the cell is empty */
export function requiredCell(line: CsvLine, column: string): string {
  const text = cell(line, column);
  if (text === undefined) throw new BadCell(column, '', 'filled in');
  return text;
}

/**
 * Reads `dd-mm-yy`. The century is the one that does not lie in the future by more than a lifetime: 00–69 → 2000s, 70–99 → 1900s
 * (POSIX strptime %y).
 * @returns noon UTC of that day, epoch milliseconds, so that it is the same day in every zone from −12 to +11
 * @throws BadCell for anything else, days that do not exist included
 */
export function dayMonthYear(line: CsvLine, column: string): number | undefined {
  const text = cell(line, column);
  if (text === undefined) return undefined;
  const match = /^(\d{2})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) throw new BadCell(column, text, 'a date dd-mm-yy');
  const [day, month, yy] = match.slice(1).map(Number) as [number, number, number];
  const at = new Date(Date.UTC(yy < 70 ? 2000 + yy : 1900 + yy, month - 1, day, 12));
  if (at.getUTCDate() !== day || at.getUTCMonth() !== month - 1)
    throw new BadCell(column, text, 'a day of the calendar');
  return at.getTime();
}

/**
 * Reads a decimal amount without rounding through floating point.
 * @param scale power of ten by which the written number is multiplied: 2 for major to minor units
 * @throws BadCell for anything that is not a plain decimal number, has more digits than the scale holds, or is not safe
 */
export function scaledInteger(line: CsvLine, column: string, scale: number): number | undefined {
  const text = cell(line, column);
  if (text === undefined) return undefined;
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = (match?.[2] ?? '').replace(/0+$/, '');
  if (!match || fraction.length > scale) throw new BadCell(column, text, 'a number');
  const value = Number(`${match[1]}${fraction.padEnd(scale, '0')}`);
  if (!Number.isSafeInteger(value)) throw new BadCell(column, text, 'a number of a size we can keep');
  return value;
}
