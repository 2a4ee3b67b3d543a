import { z } from 'zod';
import { outboxFileLimit, type PendingMutation } from '../../core/bridge/sync-centre.ts';
import { contentHash } from '../../core/kernel/canonical-json.ts';
import { isUuid } from '../../core/kernel/ids.ts';
import { domainErrorSchema } from '../../core/protocol/sync.ts';
import { BridgeFailure } from './bridge-failure.ts';
import { originOf } from './device-outbox.ts';

/** Whose work a database holds, and where it belongs. */
export type Binding = { readonly serverId: string; readonly organizationId: string; readonly userId: string };

const format = 'outpost-outbox';
const formatVersion = 1;

const filedMutation = z.object({
  /** The identity under which it was made; with `seq` what the server's ledger knows it by. */
  clientId: z.string().refine(isUuid),
  /** Below zero for what was refused under an identity that the device has parted from. */
  seq: z.int().refine((seq) => seq !== 0),
  name: z.string().min(1).max(100),
  args: z.unknown(),
  /** Corrected epoch milliseconds of the person's action. */
  at: z.int().min(0),
  state: z.enum(['unsent', 'refused']),
  error: domainErrorSchema.nullable(),
  /** What the person did, where several mutations are one action. */
  action: z.string().max(64).optional(),
});
/** One mutation of an outbox file. */
export type FiledMutation = z.infer<typeof filedMutation>;

const envelope = z.object({ format: z.literal(format), version: z.int().min(1) });

const outboxFile = envelope.extend({
  version: z.literal(formatVersion),
  /** Epoch milliseconds. */
  exportedAt: z.int(),
  binding: z.object({ serverId: z.string(), organizationId: z.string(), userId: z.string() }),
  mutations: z
    .array(filedMutation)
    .refine((mutations) => mutations.every(({ state, seq }) => state === 'refused' || seq > 0), {
      error: 'unsent mutations are numbered from one',
    }),
});

/**
 * The outbox as a file: JSON that says of itself what it is, whose it is, and by a SHA-256 over the rest (canonical JSON) whether
 * it is whole.
 * @param now epoch milliseconds
 */
export function writeOutboxFile(
  binding: Binding,
  clientId: string,
  entries: readonly PendingMutation[],
  now: number,
): string {
  const mutations = entries.map((entry): FiledMutation => {
    const origin = originOf(entry) ?? { clientId, seq: entry.seq };
    const { name, args, at, error, action } = entry;
    return {
      ...origin,
      name,
      args,
      at,
      state: entry.state === 'rejected' ? 'refused' : 'unsent',
      error: mutable(error),
      ...(action === undefined ? {} : { action }),
    };
  });
  const content = { format, version: formatVersion, exportedAt: now, binding, mutations };
  return JSON.stringify({ ...content, checksum: contentHash(content) }, null, 1);
}

/** The same data; the wire's type is not readonly. */
function mutable(error: PendingMutation['error']): FiledMutation['error'] {
  return error as FiledMutation['error'];
}

/**
 * Reads an outbox file. Nothing in it is ever executed or shown as anything but text; the server checks every mutation.
 * @param text untrusted
 * @param binding of the database it is to go into
 * @throws BridgeFailure FILE_TOO_LARGE, FILE_UNREADABLE, FILE_TOO_NEW, FILE_DAMAGED, FILE_FOREIGN
 */
export function readOutboxFile(text: string, binding: Binding): readonly FiledMutation[] {
  if (text.length > outboxFileLimit) throw new BridgeFailure('FILE_TOO_LARGE', 'The file is too large.');
  const json = parsedJson(text);
  const head = envelope.safeParse(json);
  if (!head.success) throw new BridgeFailure('FILE_UNREADABLE', 'This is not an outbox file.');
  if (head.data.version > formatVersion)
    throw new BridgeFailure('FILE_TOO_NEW', `Its version is ${head.data.version}.`);
  const { checksum, ...content } = json as { checksum?: unknown };
  if (checksum !== checkedHash(content)) throw new BridgeFailure('FILE_DAMAGED', 'Its checksum does not fit.');
  const file = outboxFile.safeParse(content);
  if (!file.success) throw new BridgeFailure('FILE_DAMAGED', z.prettifyError(file.error).slice(0, 500));
  const { serverId, organizationId, userId } = file.data.binding;
  if (serverId !== binding.serverId || organizationId !== binding.organizationId || userId !== binding.userId) {
    throw new BridgeFailure('FILE_FOREIGN', 'It belongs to another person, organization or server.');
  }
  return file.data.mutations;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BridgeFailure('FILE_UNREADABLE', 'The file is not JSON.', { cause });
  }
}

/** Nested so deeply that it exhausts the stack: no file of ours. */
function checkedHash(content: unknown): string | undefined {
  try {
    return contentHash(content);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}
