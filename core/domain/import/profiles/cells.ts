import { format, isValid, parse } from 'date-fns';

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

/** Two-digit years are read as within fifty years of this day. */
const century = new Date(2020, 0, 1);

/**
 * Reads `dd-mm-yy`.
 * @returns noon UTC of that day, epoch milliseconds, so that it is the same day in every zone from −12 to +11
 * @throws BadCell for anything else, days that do not exist included
 */
export function dayMonthYear(line: CsvLine, column: string): number | undefined {
  const text = cell(line, column);
  if (text === undefined) return undefined;
  const day = parse(text, 'dd-MM-yy', century);
  // Written back it must be the same: one-digit days and the like are not this format.
  if (!isValid(day) || format(day, 'dd-MM-yy') !== text) throw new BadCell(column, text, 'a date dd-mm-yy');
  return Date.UTC(day.getFullYear(), day.getMonth(), day.getDate(), 12);
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
