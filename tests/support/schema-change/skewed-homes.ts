import type { PullReply } from '../../../core/protocol/sync.ts';
import type { OfficeHome } from '../office-device.ts';

/** What an older version says when it asks: nothing of the present columns. */
export const asOlder = (home: OfficeHome): OfficeHome => ({
  ...home,
  execute: (name, input) => {
    if (name !== 'sync.pull') return home.execute(name, input);
    const { request, ...rest } = input as { request: object };
    return home.execute(name, {
      ...rest,
      request: { ...request, schema: 'older', changesOnly: false },
    } as typeof input);
  },
});

const moons = { table: 'moons', columns: ['id', 'version', 'phase'], rows: [['a moon', 1, 'full']] };

/** A server of the future: tables and columns that nobody here knows, and so no digests to compare. */
export const asNewer = (home: OfficeHome): OfficeHome => ({
  ...home,
  execute: async (name, input) => {
    const result = await home.execute(name, name === 'sync.pull' ? withoutSchema(input) : input);
    if (name !== 'sync.pull' || !('reply' in (result as object))) return result;
    const { reply } = structuredClone(result) as { reply: PullReply };
    if (reply.kind !== 'page') return result;
    const blocks = reply.blocks.map((block) => ({
      ...block,
      columns: [...block.columns, 'moonPhase'],
      rows: block.rows.map((cells) => [...cells, 'full']),
    }));
    return { kind: 'reply', reply: { ...reply, blocks: [moons, ...blocks] } } as typeof result;
  },
});

function withoutSchema<Input>(input: Input): Input {
  const { request, ...rest } = input as { request: object };
  return { ...rest, request: { ...request, schema: 'newer', changesOnly: false } } as Input;
}
