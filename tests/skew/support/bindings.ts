import type { Exchange, RecordingHeader } from './exchanges.ts';

type Json = unknown;
type Cells = readonly (string | number | null)[];
type Block = { readonly table: string; readonly columns: readonly string[]; readonly rows: readonly Cells[] };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isTime = (value: unknown): value is number => typeof value === 'number' && value > 1.5e12 && value < 2e12;

/**
 * What stands for what: a recorded request names cursors, pages and ids that another server made. Learned from the replies, where
 * the recorded and the present one mean the same.
 */
export class Bindings {
  readonly #words = new Map<string, string>();
  readonly #cursors = new Map<string, Json>();
  readonly #laterMs: number;

  /** @param startedAt epoch milliseconds of a moment early in this run */
  constructor(header: RecordingHeader, people: Readonly<Record<string, string>>, startedAt: number) {
    for (const [name, id] of Object.entries(header.people)) this.#words.set(id, people[name]!);
    this.#laterMs = startedAt - header.startedAt;
  }

  /** @returns a recorded request as the present server has to get it */
  bound(value: Json): Json {
    if (typeof value === 'string') return this.#words.get(value) ?? value;
    if (isTime(value)) return value + this.#laterMs;
    if (Array.isArray(value)) return value.map((inner) => this.bound(inner));
    if (value === null || typeof value !== 'object') return value;
    if ('stamp' in value && 'version' in value) {
      const cursor = this.#cursors.get(String(value.stamp));
      if (!cursor) throw new Error(`the present server never gave the cursor ${JSON.stringify(value)}`);
      return cursor;
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, this.bound(inner)]));
  }

  /** Compares a recorded reply with the present one. */
  learn(recorded: Exchange, present: Json): void {
    if (recorded.status !== 200 || recorded.route === 'push' || recorded.route === 'events') return;
    const [before, now] = [recorded.reply, present].map((reply) => (Array.isArray(reply) ? reply : [reply]) as Json[]);
    for (const [i, part] of before!.entries()) this.#learnPart(part, now![i]);
    this.#learnIds(blocksOf(before!), blocksOf(now!));
  }

  #learnPart(before: Json, now: Json): void {
    const [a, b] = [before, now] as Record<string, Json>[];
    for (const key of ['upTo', 'from']) {
      const cursor = a?.[key] as { stamp: string } | undefined;
      if (cursor && b?.[key]) this.#cursors.set(cursor.stamp, b[key]);
    }
    for (const key of ['next', 'position']) {
      if (typeof a?.[key] === 'string' && typeof b?.[key] === 'string') this.#words.set(a[key], b[key]);
    }
  }

  /** Rows that are alike but for what a server makes up are one row. */
  #learnIds(before: readonly Block[], now: readonly Block[]): void {
    const [then, today] = [before, now].map(idsByContent);
    for (const [content, id] of then!) {
      const other = today!.get(content);
      if (id !== undefined && other !== undefined && id !== other) this.#words.set(id, other);
    }
  }
}

function blocksOf(parts: readonly Json[]): Block[] {
  return parts.flatMap((part) => {
    const { blocks, block } = part as { blocks?: Block[]; block?: Block | null };
    return blocks ?? (block ? [block] : []);
  });
}

/** @returns ids by what else is in the row; undefined where several rows are alike */
function idsByContent(blocks: readonly Block[]): Map<string, string | undefined> {
  const ids = new Map<string, string | undefined>();
  for (const { table, columns, rows } of blocks) {
    if (!['pipelines', 'stages', 'sources'].includes(table)) continue;
    for (const cells of rows) {
      const said = cells.map((cell, i) =>
        columns[i] === 'version' || isTime(cell) || uuid.test(String(cell)) ? '' : cell,
      );
      const content = JSON.stringify([table, said]);
      ids.set(content, ids.has(content) ? undefined : String(cells[columns.indexOf('id')]));
    }
  }
  return ids;
}
