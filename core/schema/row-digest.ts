// SYNC-7: what devices and servers compare to find out that they hold the same rows.
import { contentHash } from '../kernel/canonical-json.ts';
import type { Row } from '../kernel/rows.ts';
import { storedColumns } from './define-table.ts';
import { domainTables } from './tables.ts';

/** Two independent halves of a 64-bit hash, each from 0 to 2³² − 1. */
export type RowHash = readonly [high: number, low: number];

/**
 * Hashes the content of a confirmed row: its table and every cell that holds something, `id` and `version` among them. Empty cells
 * are left out, so that a column which one side does not know yet counts once it is filled.
 * @param columns the columns to look at, in any order
 * @returns the same in every home, whatever the order in which its columns stand
 */
export function rowHash(table: string, columns: readonly string[], row: Row): RowHash {
  let high = 0;
  let low = 0;
  for (const column of columns) {
    const value = row[column] ?? null;
    if (value === null) continue;
    // Cells add up, so that the order of columns does not count; what a cell is called is part of what is hashed.
    const kind = typeof value === 'number' ? '#' : '$';
    const [h, l] = textHash(`${table}.${column}${kind}${value}`);
    high = (high + h) >>> 0;
    low = (low + l) >>> 0;
  }
  // Mixed with the id at the end: equal cells that two rows exchanged would otherwise cancel out.
  return textHash(`${row.id}:${high}:${low}`);
}

/** @returns sixteen hexadecimal digits */
export function hashText([high, low]: RowHash): string {
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/** The additive digest of a set of rows: how many they are, and the sum of their hashes. Order does not matter. */
export class RowsDigest {
  #rows = 0;
  #high = 0;
  #low = 0;

  add([high, low]: RowHash): void {
    this.#rows++;
    this.#high = (this.#high + high) >>> 0;
    this.#low = (this.#low + low) >>> 0;
  }

  get rows(): number {
    return this.#rows;
  }

  /** @returns the digest as it travels: `count-hash` */
  get text(): string {
    return `${this.#rows}-${hashText([this.#high, this.#low])}`;
  }
}

let fingerprint: string | undefined;

/** Names the tables and columns that this version knows: digests of whole rows are comparable where it is the same. */
export function schemaFingerprint(): string {
  fingerprint ??= contentHash(
    Object.values(domainTables).map((table) => [table.name, [...storedColumns(table)].toSorted()]),
  ).slice(0, 16);
  return fingerprint;
}

/**
 * A 64-bit hash of a text in two halves (cyrb53 by bryc, public domain, without its reduction to 53 bits: two multiplicative
 * lanes that are mixed into each other, with MurmurHash3's finalizer). It finds damage and drift; it is no defence against malice.
 */
function textHash(text: string): RowHash {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [b >>> 0, a >>> 0];
}
