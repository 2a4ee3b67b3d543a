// What a version 1 device does with version 1 replies, frozen with the protocol: it keeps confirmed rows and nothing else.
import { replies, type PullReply, type RowBlock, type SnapshotChunk } from './protocol-1.ts';
import type { Exchange } from './exchanges.ts';

type Cells = Readonly<Record<string, string | number | null>>;
type Tables = Map<string, Map<string, Cells>>;

/** Tables whose rows go with their lead. */
const goWithTheirLead = new Set([
  'leadMembers',
  'leadBusinesses',
  'leadProducts',
  'notes',
  'noteRevisions',
  'activities',
  'appointments',
  'history',
  'conflicts',
]);

/** Tables that it knows; what comes of others it leaves alone. */
const known = new Set([
  ...['organization', 'users', 'teams', 'teamMembers', 'businesses', 'pipelines', 'stages', 'sources', 'products'],
  ...['preferences', 'leads', 'accounts', 'contacts', 'opportunities'],
  ...goWithTheirLead,
]);

/** The confirmed rows of a version 1 device. */
export class OldDevice {
  tables: Tables = new Map();
  #seen: Set<string> | undefined;

  /**
   * Reads a reply and does what it says.
   * @throws z.ZodError when a version 1 device cannot read it
   */
  take({ route, request, status, reply, ending }: Exchange): void {
    if (status !== 200 || ending === 'lost' || route === 'events') return;
    if (route === 'push') return void replies.push.parse(reply);
    if (route === 'pull') return this.#applyPull(replies.pull.parse(reply));
    if ((request as { after: string | null }).after === null) this.#seen = new Set();
    for (const line of reply as unknown[]) this.#applyChunk(replies.snapshot.parse(line));
  }

  /** @returns a copy of its disk */
  backUp(): Tables {
    return new Map([...this.tables].map(([table, rows]) => [table, new Map(rows)]));
  }

  /** @returns every row as `table id`, with its cells */
  rows(): Map<string, Cells> {
    return new Map([...this.tables].flatMap(([table, rows]) => [...rows].map(([id, row]) => [`${table} ${id}`, row])));
  }

  #applyPull(page: PullReply): void {
    if (page.kind === 'resnapshot') return;
    for (const [table, id] of [...page.deleted, ...page.forget]) this.#remove(table, id);
    for (const block of page.blocks) this.#put(block);
  }

  #applyChunk(chunk: SnapshotChunk): void {
    if (chunk.block) this.#put(chunk.block);
    if (!chunk.last) return;
    for (const [table, rows] of this.tables)
      for (const id of rows.keys()) if (!this.#seen?.has(`${table} ${id}`)) rows.delete(id);
    this.#seen = undefined;
  }

  #put({ table, columns, rows }: RowBlock): void {
    if (!known.has(table)) return;
    const held = this.tables.get(table) ?? new Map<string, Cells>();
    this.tables.set(table, held);
    for (const cells of rows) {
      // It completes a row from its own schema: a cell that did not come is an empty one.
      const filled = columns
        .map((column, i) => [column, cells[i] ?? null] as const)
        .filter(([, cell]) => cell !== null);
      const row = Object.fromEntries(filled);
      held.set(String(row['id']), row);
      this.#seen?.add(`${table} ${String(row['id'])}`);
    }
  }

  #remove(table: string, id: string): void {
    this.tables.get(table)?.delete(id);
    if (table !== 'leads') return;
    for (const [child, rows] of this.tables) {
      if (!goWithTheirLead.has(child)) continue;
      for (const [key, row] of rows) if (row['leadId'] === id) rows.delete(key);
    }
  }
}
