import { idOf } from '../../core/domain/testing/seed.ts';
import { all, eq, gte, type Predicate } from '../../core/kernel/predicates.ts';
import type { Value } from '../../core/kernel/rows.ts';
import type { PullReply, PushReply, PushRequest } from '../../core/protocol/sync.ts';
import type { Action } from '../support/simulation/actions.ts';
import type { SimDevice } from '../support/simulation/sim-device.ts';
import type { Disk } from '../support/simulation/watched-disk.ts';
import { personActions } from '../support/simulation/person-actions.ts';
import { rowsIn } from '../support/simulation/rows-in.ts';
import type { World } from '../support/simulation/world.ts';

/** Damage that a bug might do, and which oracle has to notice. */
export type Sabotage = {
  readonly name: string;
  readonly begin?: (world: World) => void;
  readonly atRest?: (world: World) => void;
  /** Where chance would need too long. */
  readonly history?: readonly Action[];
  readonly noticed: RegExp;
};

/** A profile is restored from a backup, and its person goes on before it has met the server again. */
const restoredProfile: readonly Action[] = (
  [
    ['passSome', 900],
    ['backUp', 0],
    ['note', 1],
    ['passSome', 900],
    ['plug', 0],
    ['restoreBackup', 0],
    ['note', 2],
    ['plug', 0],
  ] as const
).map(([kind, value]) => ({ kind, device: 0, pick: 0, value }));

/** So many times each. */
const mostCounts = 60;

/** Three people count at once. */
const counting: readonly Action[] = [
  { kind: 'passSome', device: 0, pick: 0, value: 900 },
  ...Array.from({ length: 60 }, (_, i): Action[] => [
    { kind: 'count', device: i % 3, pick: 0, value: i },
    { kind: 'passSome', device: 0, pick: 0, value: 20 },
  ]).flat(),
];

const passing = Array.from({ length: 8 }, (): Action => ({ kind: 'passSome', device: 0, pick: 0, value: 900 }));

/** Time for everyone to receive what is there, and then to lose it. */
const emptying: readonly Action[] = [...passing, { kind: 'note', device: 1, pick: 0, value: 1 }, ...passing];

/** A person leaves the company and goes on working. */
const dismissed: readonly Action[] = [
  { kind: 'deactivate', device: 1, pick: 0, value: 0 },
  { kind: 'note', device: 1, pick: 0, value: 1 },
  ...passing,
];

/** More than may go without a question. */
const manyNotes = 600;

function writeNotes({ server, scheduler }: World): void {
  for (let i = 0; i < manyNotes; i++) {
    const note = { id: idOf(`one of many ${i}`), leadId: idOf('lead-shared'), body: `Note ${i}` };
    server.administer(idOf('olga'), 'note.add', note, scheduler.now);
  }
}

/** As if somebody had looked, and let everything go. */
function allowRemovals({ store }: SimDevice): void {
  if (store.off) return;
  const row = { id: 'removalAllowed', value: String(Number.MAX_SAFE_INTEGER) };
  store.unwatched.transaction((transaction) => transaction.write([{ op: 'put', table: 'deviceState', row }]));
}

/** A row of a pull in which a text has changed on its way. */
function damaged(columns: readonly string[], cells: readonly Value[]): Value[] {
  const at = columns.findIndex((name) => ['lastName', 'body', 'note', 'text'].includes(name));
  return cells.map((cell, i) => (i === at && typeof cell === 'string' ? `${cell}!` : cell));
}

type Page = Extract<PullReply, { kind: 'page' }>;
type Handle = World['server']['handle'];

/** Lets the server answer otherwise. */
function answering(world: World, change: (handle: Handle, ...args: Parameters<Handle>) => ReturnType<Handle>): void {
  const handle = world.server.handle.bind(world.server);
  world.server.handle = (...args) => change(handle, ...args);
}

/** Changes what pulls bring. */
const changingPages = (change: (page: Page, world: World) => Partial<Page>) => (world: World) =>
  answering(world, (handle, ...args) => {
    const answer = handle(...args);
    if (args[0] !== 'pull' || 'kind' in answer) return answer;
    const page = JSON.parse(answer.reply) as PullReply;
    return page.kind === 'page' ? { reply: JSON.stringify({ ...page, ...change(page, world) }) } : answer;
  });

/** Deletes rows behind everybody's back. */
function lose(store: Disk, table: string, where?: Predicate): void {
  const rows = rowsIn(store, table, where);
  if (rows.length === 0) return;
  store.transaction((transaction) => transaction.write(rows.map((row) => ({ op: 'delete', table, id: row.id }))));
}

/** Does something to every device after every event. */
const afterEachStep = (damage: (device: SimDevice, world: World) => void) => (world: World) => {
  world.onStep = () => {
    for (const device of world.devices) if (!device.store.off) damage(device, world);
  };
};

const skippingReplays = afterEachStep((device, world) => {
  const { store } = device;
  // At the worst moment: what is done now meets what is on its way.
  const isWorst = device.engine.state.phase === 'pulling' && device.made.length < mostCounts;
  if (isWorst && rowsIn(store, 'outbox').length === 0) personActions.count({ world, device, pick: 0, value: 1 });
  const nothing = JSON.stringify({ keys: [], tables: [] });
  const rows = rowsIn(store.unwatched, 'outbox').filter((row) => row['touched'] !== nothing);
  if (rows.length === 0) return;
  store.unwatched.transaction((transaction) =>
    transaction.write(rows.map(({ id }) => ({ op: 'patch', table: 'outbox', id, set: { touched: nothing } }))),
  );
});

export const sabotages: readonly Sabotage[] = [
  {
    name: 'SYNC-1: a device that says done before it is on disk',
    begin: (world) => {
      for (const device of world.devices) {
        let disk = device.store.snapshot();
        const act = device.act.bind(device);
        device.act = (...args) => {
          disk = device.store.snapshot();
          return act(...args);
        };
        const crash = device.crash.bind(device);
        device.crash = () => {
          device.store.restore(disk);
          crash();
        };
      }
    },
    noticed: /SYNC-1/,
  },
  {
    name: 'SYNC-1: a device that does not wait for its disk',
    begin: (world) => {
      for (const { store } of world.devices) {
        const transaction = store.transaction.bind(store);
        store.transaction = (run) => transaction(run, { durable: false });
      }
    },
    noticed: /SYNC-1/,
  },
  {
    name: 'SYNC-2: a server that forgets which mutations it has run',
    begin: (world) =>
      answering(world, (handle, route, userId, body, now) => {
        if (route === 'push') forgetLedger(world, body);
        return handle(route, userId, body, now);
      }),
    // A second run would be audited under the same name.
    noticed: /SYNC-[25]|insert into auditLog/,
  },
  {
    name: 'SYNC-2: a device that sends in another order',
    begin: afterEachStep(({ store }) => {
      const [first, second] = rowsIn(store, 'outbox', eq('state', 'pending'));
      if (!first || !second || first['args'] === second['args']) return;
      const content = ({ name, args, touched }: Record<string, unknown>): Record<string, string> => ({
        name: String(name),
        args: String(args),
        touched: String(touched),
      });
      store.transaction((transaction) =>
        transaction.write([
          { op: 'patch', table: 'outbox', id: first.id, set: content(second) },
          { op: 'patch', table: 'outbox', id: second.id, set: content(first) },
        ]),
      );
    }),
    noticed: /SYNC-[23]/,
  },
  {
    name: 'SYNC-3: a device that skips the replay when it must not',
    history: counting,
    begin: (world) => {
      // Digests notice at once; the oracle has to notice without them.
      changingPages(() => ({ digest: undefined }))(world);
      skippingReplays(world);
    },
    noticed: /SYNC-[37]/,
  },
  {
    name: 'SYNC-3: a device that does not keep what it changes',
    begin: afterEachStep(({ store }) => lose(store, 'baseImages')),
    // What the server confirms then meets what this device has made of it.
    noticed: /SYNC-[37]|insert into history/,
  },
  {
    name: 'SYNC-4: a device that steps back',
    begin: (world) => {
      const { store } = world.devices[1]!;
      let seen = 0;
      world.onStep = () => {
        const row = store.unwatched.transaction((transaction) =>
          transaction.read({ kind: 'get', table: 'deviceState', id: 'cursor' }),
        )[0];
        const { version } = row ? (JSON.parse(String(row['value'])) as { version: number }) : { version: 0 };
        if (version < 3 || version !== seen) return void (seen = version);
        const value = JSON.stringify({ version: 1, stamp: 'stamp-1' });
        store.transaction((transaction) =>
          transaction.write([{ op: 'put', table: 'deviceState', row: { id: 'cursor', value } }]),
        );
      };
    },
    noticed: /SYNC-4/,
  },
  {
    name: 'SYNC-4: a cursor that is ahead of its rows',
    begin: changingPages((page) => ({ blocks: page.blocks.slice(1) })),
    noticed: /SYNC-7/,
  },
  {
    name: 'SYNC-5: a device that drops what was refused',
    begin: afterEachStep(({ store }) => lose(store, 'outbox', eq('state', 'rejected'))),
    noticed: /SYNC-5/,
  },
  {
    name: 'SYNC-5: a refusal that holds up the queue',
    begin: (world) =>
      answering(world, (handle, route, ...args) => {
        const answer = handle(route, ...args);
        if (route !== 'push' || 'kind' in answer) return answer;
        const { outcomes } = JSON.parse(answer.reply) as PushReply;
        const refused = outcomes.some(({ outcome }) => outcome.kind === 'rejected');
        return refused ? { kind: 'problem', code: 'INVALID_REQUEST', details: {} } : answer;
      }),
    noticed: /do not drain|no rest/,
  },
  {
    name: 'SYNC-6: a server that keeps no trace of what lost',
    atRest: (world) => lose(world.server.store, 'conflicts'),
    noticed: /SYNC-6/,
  },
  {
    name: 'SYNC-7: a row whose content differs from the server’s',
    atRest: (world) => {
      world.devices[2]!.store.transaction((transaction) =>
        transaction.write([{ op: 'patch', table: 'stages', id: idOf('sales-won'), set: { probability: 1 } }]),
      );
    },
    noticed: /SYNC-7/,
  },
  {
    name: 'SYNC-7: a device that takes what does not add up to the digest of a pull',
    begin: changingPages((page) => ({
      digest: undefined,
      blocks: page.blocks.map((block) => ({
        ...block,
        rows: block.rows.map((cells) => damaged(block.columns, cells)),
      })),
    })),
    noticed: /SYNC-7/,
  },
  {
    name: 'SYNC-7: a deletion without a tombstone',
    begin: (world) => {
      world.onStep = () => lose(world.server.store, 'tombstones');
    },
    noticed: /SYNC-7/,
  },
  {
    name: 'SYNC-8: a device that does not forget what left its scope',
    begin: changingPages(() => ({ forget: [] })),
    // An audit finds it, too.
    noticed: /SYNC-[78]/,
  },
  {
    name: 'SYNC-8: a device that keeps a copy of what it changed',
    atRest: ({ devices: [device] }) => {
      const [stage] = rowsIn(device!.store, 'stages');
      const image = JSON.stringify(stage);
      const row = { id: `stages:${stage!.id}`, entity: 'stages', entityId: stage!.id, image };
      device!.store.transaction((transaction) => transaction.write([{ op: 'put', table: 'baseImages', row }]));
    },
    noticed: /SYNC-8/,
  },
  {
    name: 'SYNC-9: a server that does not see that a profile was restored',
    history: restoredProfile,
    begin: (world) =>
      answering(world, (handle, route, userId, body, now) => {
        const answer = handle(route, userId, body, now);
        return 'kind' in answer && answer.code === 'FORK' ? { reply: allApplied(body, now) } : answer;
      }),
    noticed: /SYNC-[129]/,
  },
  {
    name: 'SYNC-9: a device without a journal when the server is restored',
    begin: afterEachStep(({ store }) => lose(store, 'journal')),
    noticed: /SYNC-9/,
  },
  {
    name: 'SYNC-9: a device that is emptied without asking',
    history: emptying,
    begin: (world) => {
      const [device] = world.devices;
      writeNotes(world);
      world.onStep = () => allowRemovals(device!);
      let emptied = 0;
      changingPages(() => {
        const notes = rowsIn(world.server.store, 'notes');
        return emptied++ > 20
          ? { deleted: notes.map(({ id }): [string, string] => ['notes', id]), digest: undefined }
          : {};
      })(world);
    },
    noticed: /SYNC-9 .* removed at once/,
  },
  {
    name: 'SYNC-11: a server that answers who does not work here any more',
    history: dismissed,
    begin: (world) =>
      answering(world, (handle, route, userId, ...rest) => {
        const { store } = world.server;
        const setActive = (active: number): void =>
          store.transaction((transaction) =>
            transaction.write([{ op: 'patch', table: 'users', id: userId, set: { active } }]),
          );
        if (world.server.isActive(userId)) return handle(route, userId, ...rest);
        setActive(1);
        const answer = handle(route, userId, ...rest);
        setActive(0);
        return answer;
      }),
    noticed: /SYNC-11/,
  },
];

function allApplied(body: string, now: number): string {
  const { mutations } = JSON.parse(body) as PushRequest;
  const outcomes = mutations.map(({ seq }) => ({ seq, outcome: { kind: 'applied' } }));
  return JSON.stringify({ outcomes, lastSeq: mutations.at(-1)?.seq ?? 0, now });
}

/** As if the server had run none of the mutations that a push brings, although it may have. */
function forgetLedger(world: World, body: string): void {
  const { clientId, mutations } = JSON.parse(body) as PushRequest;
  const first = mutations[0]!.seq;
  world.server.store.transaction((transaction) => {
    const client = transaction.read({ kind: 'get', table: 'clients', id: clientId })[0];
    if (!client || Number(client['lastSeq']) < first) return;
    const where = all(eq('clientId', clientId), gte('seq', first));
    const entries = transaction.read({ kind: 'range', table: 'ledger', range: { where } });
    transaction.write(entries.map((row) => ({ op: 'delete', table: 'ledger', id: row.id })));
    transaction.write([{ op: 'patch', table: 'clients', id: clientId, set: { lastSeq: first - 1 } }]);
  });
}
