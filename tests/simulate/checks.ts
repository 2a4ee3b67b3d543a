import type { DeviceReport } from './options.ts';
import type { ServerRow } from './server-rows.ts';

/** An organization as it stands on the server at the end. */
export type AtRest = {
  readonly organizationId: string;
  readonly ledger: readonly ServerRow[];
  readonly clockLog: readonly ServerRow[];
  readonly clients: readonly ServerRow[];
  readonly notes: readonly ServerRow[];
  readonly counter: number;
};

/** What the counter stands at before anybody counts. */
export const counterStart = 1;

/**
 * Checks an organization and its devices at rest.
 * @returns what is wrong, one sentence each; nothing when all is well
 */
export function complaintsAbout(server: AtRest, devices: readonly DeviceReport[]): string[] {
  return [
    ...versionComplaints(server, devices),
    ...devices.flatMap((device) => deviceComplaints(server, device)),
    ...contentComplaints(server, devices),
  ].map((complaint) => `organization ${server.organizationId}: ${complaint}`);
}

/** Versions are handed out one by one; every device has heard of the last. */
function versionComplaints({ clockLog }: AtRest, devices: readonly DeviceReport[]): string[] {
  const versions = clockLog.map(({ id }) => Number(id)).toSorted((a, b) => a - b);
  const gap = versions.findIndex((version, at) => version !== at + 1);
  const last = versions.at(-1);
  return [
    ...(gap === -1 ? [] : [`version ${gap + 1} was never handed out`]),
    ...devices
      .filter(({ cursorVersion }) => cursorVersion !== last)
      .map(({ index, cursorVersion }) => `device ${index} stands at version ${cursorVersion} of ${last}`),
  ];
}

/** SYNC-2 from the ledger, SYNC-7 from the audit. */
function deviceComplaints({ ledger, clients }: AtRest, device: DeviceReport): string[] {
  const { index, clientId, made, audit, refusedByStatus } = device;
  const seqs = ledger
    .filter((entry) => entry['clientId'] === clientId)
    .map((entry) => Number(entry['seq']))
    .toSorted((a, b) => a - b);
  const inOrder = seqs.length === made && seqs.every((seq, at) => seq === at + 1);
  const reached = Number(clients.find(({ id }) => id === clientId)?.['lastSeq'] ?? 0);
  const broken = Object.entries(refusedByStatus).filter(([status]) => Number(status) >= 500);
  return [
    ...(inOrder ? [] : [`device ${index} made ${made} mutations, the ledger has ${seqs.length}`]),
    ...(reached === made ? [] : [`device ${index} made ${made} mutations, the server has reached ${reached}`]),
    ...(audit.repaired === 0 ? [] : [`device ${index} differed in ${audit.repaired} rows`]),
    ...(audit.checked > 0 ? [] : [`device ${index} compared nothing`]),
    ...broken.map(([status, times]) => `device ${index} was refused ${times} times with ${status}`),
  ];
}

/** Nothing missing, nothing twice: every note is there, and the counter is exact. */
function contentComplaints({ ledger, notes, counter }: AtRest, devices: readonly DeviceReport[]): string[] {
  const refused = ledger.filter((entry) => !String(entry['outcome']).includes('"applied"'));
  if (refused.length > 0) return [`${refused.length} mutations were refused: ${String(refused[0]!['outcome'])}`];
  const present = new Set(notes.map(({ id }) => id));
  const made = devices.flatMap((device) => device.notes);
  const missing = made.filter(({ id }) => !present.has(id));
  const counted = devices.reduce((sum, device) => sum + device.counted, counterStart);
  return [
    ...(missing.length === 0 ? [] : [`${missing.length} of ${made.length} notes are missing`]),
    ...(notes.length === made.length ? [] : [`${made.length} notes were written, ${notes.length} are there`]),
    ...(counter === counted ? [] : [`the counter stands at ${counter}, ${counted} were counted`]),
  ];
}
