import type Database from 'better-sqlite3';
import { closeSync, fsyncSync, globSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { openEncrypted } from '../../../../electron/data/sqlite-connection.ts';
import { needsRebuild } from '../../../../electron/data/sqlite-bulk-load.ts';
import { benchKey } from '../../bench-device.ts';
import { leadId } from '../../bench-lead.ts';
import { editedField, editedId, editedValue } from '../leads.ts';

/** Ids that are looked for on the way to all; in whatever order rows come, the last ones are noticed. */
const probes = 200;

/**
 * What is committed in a device's database, seen over a connection of its own: a reader sees what is in the log. Asking the worker
 * would wait for the worker.
 */
export class StoredLeads {
  readonly #file: string;
  readonly #db: Database.Database;
  readonly #get: Database.Statement;
  #seenProbes = 0;
  #seenEdits = 0;

  constructor(folder: string) {
    this.#file = globSync(join(folder, 'data-*.db'))[0]!;
    this.#db = openEncrypted(this.#file, benchKey);
    // It lives in the device's process, whose memory is measured.
    this.#db.pragma('cache_size = -1024');
    this.#get = this.#db.prepare(`select "${editedField}" as value from "leads" where "id" = ?`);
  }

  /** @returns whether all leads are there; cheap: goes on where it did not find one before */
  holdsAll(leads: number): boolean {
    const total = Math.min(probes, leads);
    while (this.#seenProbes < total) {
      const at = Math.floor(((this.#seenProbes + 1) * leads) / total) - 1;
      if (!this.#get.get(leadId(at))) return false;
      this.#seenProbes++;
    }
    return true;
  }

  /** Has everything that was seen on the disk: the device itself syncs its log only now and then during a first sync. */
  syncLog(): void {
    const log = openSync(`${this.#file}-wal`, 'r+');
    fsyncSync(log);
    closeSync(log);
  }

  count(): number {
    return (this.#db.prepare('select count(*) as rows from "leads"').get() as { rows: number }).rows;
  }

  /** @returns whether indexes and full text are built */
  isIndexed(): boolean {
    return !needsRebuild(this.#db);
  }

  /** @returns whether all edits are there */
  holdsEdits(edits: number, leads: number): boolean {
    while (this.#seenEdits < edits) {
      const row = this.#get.get(editedId(this.#seenEdits, leads)) as { value: string } | undefined;
      if (row?.value !== editedValue(this.#seenEdits)) return false;
      this.#seenEdits++;
    }
    return true;
  }

  close(): void {
    this.#db.close();
  }
}
