import { z } from 'zod';

/**
 * On every reply: the identity of the server's data (SYNC-9). A device refuses what another server says, and a server that has
 * forgotten who it is cannot tell a device to wipe itself. Servers before this header do not send it.
 */
export const serverHeader = 'x-outpost-server';

/** On every reply to a signed-in caller: the organization whose rows are in it. */
export const organizationHeader = 'x-outpost-organization';

/** On sync requests: what the device says of itself, as `encodeURIComponent` of JSON. Devices before this header do not send it. */
export const deviceHeader = 'x-outpost-device';

const count = z.int().min(0);

/** What a device says of itself. */
export const deviceReport = z.object({
  /** As its person would recognise it. */
  name: z.string().max(100),
  platform: z.string().max(100),
  appVersion: z.string().max(50),
  /** Mutations that the server has not applied yet, and the `at` of the oldest, epoch milliseconds. */
  pending: count,
  oldestPendingAt: z.int().nullable(),
});
export type DeviceReport = z.infer<typeof deviceReport>;

/** @returns the value of `deviceHeader` */
export function encodeReport(report: DeviceReport): string {
  return encodeURIComponent(JSON.stringify(report));
}

/** @returns the report; undefined where there is none or it cannot be understood: sync goes on without */
export function decodeReport(header: string | undefined): DeviceReport | undefined {
  if (header === undefined || header.length > 4096) return undefined;
  try {
    return deviceReport.safeParse(JSON.parse(decodeURIComponent(header))).data;
  } catch {
    return undefined;
  }
}
