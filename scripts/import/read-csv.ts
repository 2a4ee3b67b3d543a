import { existsSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { CsvLine } from '../../core/domain/import/profiles/cells.ts';

/** The file cannot be read as a whole; single bad lines are reported one by one instead. */
export class CsvError extends Error {}

/**
 * Reads a UTF-8 CSV file with a header line.
 * @returns its lines with their numbers in the file (the header is line 1)
 * @throws CsvError when it does not exist, is not UTF-8, or a column is missing
 */
export function readCsv(file: string, columns: readonly string[]): readonly CsvLine[] {
  if (!existsSync(file)) throw new CsvError(`${file} does not exist`);
  const text = decode(file);
  const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' });
  const missing = columns.filter((column) => !meta.fields?.includes(column));
  if (missing.length > 0) throw new CsvError(`${file} has no column ${missing.join(', ')}`);
  return data.map((cells, i) => ({ line: i + 2, cells }));
}

function decode(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (cause) {
    throw new CsvError(`${file} is not UTF-8 text`, { cause });
  }
}
