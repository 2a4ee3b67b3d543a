// SYNC-11: the devices of the organization, as the server knows them. They are its matter alone, so this needs the network.
import type { z } from 'zod';
import { devicesReply, revokeReply, type DeviceItem } from '../../core/protocol/devices.ts';
import { BridgeFailure } from './bridge-failure.ts';
import type { SavedSession } from './sqlite-settings.ts';

const timeoutMs = 20_000;

type SyncedSession = Extract<SavedSession, { kind: 'synced' }>;

/** @throws BridgeFailure UNREACHABLE; SIGNED_OUT when the session has ended */
export async function listDevices(session: SyncedSession, fetch: typeof globalThis.fetch): Promise<DeviceItem[]> {
  return (await request(session, fetch, 'GET', '/v1/devices', devicesReply)).items;
}

/**
 * Takes a device's access away; it wipes itself when it hears of it.
 * @param id of the device
 * @throws BridgeFailure UNREACHABLE, SIGNED_OUT
 */
export async function revokeDevice(
  session: SyncedSession,
  fetch: typeof globalThis.fetch,
  id: string,
): Promise<readonly string[]> {
  return (await request(session, fetch, 'POST', `/v1/devices/${id}/revoke`, revokeReply)).revoked;
}

async function request<S extends z.ZodType>(
  { serverUrl, token, organization }: SyncedSession,
  fetch: typeof globalThis.fetch,
  method: 'GET' | 'POST',
  path: string,
  schema: S,
): Promise<z.infer<S>> {
  const headers = { authorization: `Bearer ${token}`, 'x-account-id': organization.id };
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(new URL(path, serverUrl), { method, headers, signal: AbortSignal.timeout(timeoutMs) });
    body = await response.json();
  } catch (cause) {
    throw new BridgeFailure('UNREACHABLE', `The server at ${serverUrl} does not answer.`, { cause });
  }
  if (response.status === 401) throw new BridgeFailure('SIGNED_OUT', 'The session has ended.');
  const parsed = schema.safeParse(body);
  if (response.ok && parsed.success) return parsed.data;
  throw new BridgeFailure('UNREACHABLE', `The server answered ${response.status}.`, { cause: parsed.error });
}
