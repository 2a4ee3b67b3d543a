import { newDirectoryId, type Auth } from './auth.ts';

type StateRow = { readonly value: string };

/** The id is made once and kept beside the library's own rows, in its table of named values. */
export async function readServerId(auth: Auth): Promise<string> {
  const { adapter } = await auth.$context;
  const identifier = 'outpost-server-id';
  const known = await adapter.findOne<StateRow>({
    model: 'verification',
    where: [{ field: 'identifier', value: identifier }],
  });
  if (known) return known.value;
  const at = new Date();
  const data = { identifier, value: newDirectoryId(), expiresAt: new Date('9999-12-31'), createdAt: at, updatedAt: at };
  await adapter.create({ model: 'verification', data });
  return data.value;
}
