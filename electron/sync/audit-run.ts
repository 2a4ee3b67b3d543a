// SYNC-7: a device compares everything it holds with the server and puts right what differs.
import { protocolVersion } from '../../core/protocol/sync.ts';
import type { DigestReply, DigestRequest, RepairReply, RepairRequest } from '../../core/protocol/audit.ts';
import { storedColumns } from '../../core/schema/define-table.ts';
import { domainTableNames, tableNamed, type DomainTableName } from '../../core/schema/tables.ts';
import type { Device } from '../data/device.ts';
import type { IdRange } from '../data/confirmed-rows.ts';
import { isOutsideOrganization, type TransportFailure } from './transport.ts';

/** The next question of an audit. */
export type AuditQuestion =
  | { readonly kind: 'digest'; readonly request: DigestRequest }
  | { readonly kind: 'repair'; readonly request: RepairRequest };

/** A range that differs is looked at this often, with a pull in between, while the server goes on. */
const mostTries = 3;

type Differing = IdRange & { readonly tries: number };

/**
 * One audit, a question at a time, so that pushes and pulls go in between: digests of the ranges of each table; for a range that
 * differs its rows. It knows no transport; what it finds goes to the device.
 */
export class AuditRun {
  checked = 0;
  repaired = 0;
  readonly #device: Device;
  #table = 0;
  #after = '';
  #rest: Differing[] = [];

  constructor(device: Device) {
    this.#device = device;
  }

  /** @returns what to ask now; undefined: everything has been compared, or the device stands nowhere to compare from */
  next(protocol = protocolVersion): AuditQuestion | undefined {
    const { clientId, cursor } = this.#device.position();
    const table = domainTableNames[this.#table];
    if (!table || !cursor) return undefined;
    const common = { protocol, clientId, table, columns: [...storedColumns(tableNamed(table))] };
    const differing = this.#rest[0];
    if (!differing) return { kind: 'digest', request: { ...common, after: this.#after } };
    const { of, held } = this.#device.audit.held(table, differing);
    return { kind: 'repair', request: { ...common, cursor, ...of, held } };
  }

  /** The server's digests have arrived. */
  compare({ table, after }: DigestRequest, { ranges }: DigestReply): void {
    const { differing, checked } = this.#device.audit.compare(table as DomainTableName, after, ranges);
    this.checked += checked;
    this.#rest = differing.map((range) => ({ ...range, tries: 1 }));
    this.#after = ranges.at(-1)!.upTo ?? '';
    if (ranges.at(-1)!.upTo === null && this.#rest.length === 0) this.#nextTable();
  }

  /**
   * The rows that differ have arrived.
   * @returns whether a pull must come before the next question
   */
  repair({ table, upTo }: RepairRequest, reply: RepairReply): boolean {
    this.repaired += this.#device.audit.repair(table as DomainTableName, reply);
    const [range, ...others] = this.#rest;
    const unclear = reply.behind && range!.tries < mostTries;
    // A range of which only a part fitted a request goes on behind it.
    const remaining = upTo !== range!.upTo && upTo !== null ? [{ ...range!, after: upTo }] : [];
    this.#rest = [...(unclear ? [{ ...range!, tries: range!.tries + 1 }] : remaining), ...others];
    if (this.#rest.length === 0 && this.#after === '') this.#nextTable();
    return unclear;
  }

  /**
   * A question was refused.
   * @returns skipped: this server does not know the table; unsupported: it audits nothing; undefined: something else went wrong
   */
  refused(failure: TransportFailure): 'skipped' | 'unsupported' | undefined {
    if (failure.status === 404 && !isOutsideOrganization(failure)) return 'unsupported';
    if (failure.code !== 'INVALID_REQUEST') return undefined;
    this.#nextTable();
    return 'skipped';
  }

  #nextTable(): void {
    this.#table++;
    this.#after = '';
    this.#rest = [];
  }
}
