import { rowsOfBlock, type RowBlock } from '../kernel/rows.ts';
import { rowHash, RowsDigest } from '../schema/row-digest.ts';

/** @returns the additive digest of all rows of these blocks, cells that no column names being empty */
export function blocksDigest(blocks: readonly RowBlock[]): string {
  const sum = new RowsDigest();
  for (const block of blocks) for (const row of rowsOfBlock(block)) sum.add(rowHash(block.table, block.columns, row));
  return sum.text;
}
