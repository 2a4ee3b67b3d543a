import { skewId, type SkewCompany } from './skew-company.ts';
import type { SkewDevice } from './skew-device.ts';
import type { Mishap } from './recording-proxy.ts';

/** Where a scene plays on the device's side: Rita's laptop, and the line it speaks through. */
export type Stage = {
  readonly rita: SkewDevice;
  /** Epoch milliseconds of a moment early in the scenario, by the server's clock. */
  readonly startedAt: number;
  /** Breaks the next reply of a route, where there is a line to break. */
  breakNext(mishap: Mishap): void;
  /** Sends a request by hand, as a device does not. */
  byHand(route: 'push' | 'pull' | 'snapshot', body: unknown): Promise<void>;
  readonly kept: Map<string, ReturnType<SkewDevice['backUp']>>;
};

export type Scene = {
  readonly name: string;
  /** What colleagues and operators do meanwhile, on the server. */
  readonly world?: (company: SkewCompany, ritasClientId: () => string) => Promise<void>;
  /** Whether Rita's laptop is connected while the world turns; otherwise it connects with her first action. */
  readonly listening?: true;
  /** What Rita does. */
  readonly act: (stage: Stage) => Promise<void>;
};

const change = (from: unknown, to: unknown): { from: unknown; to: unknown } => ({ from, to });
const crowd = Array.from({ length: 130 }, (_, i) => skewId(`crowd-${i}`));
const stageFields = { color: 'blue', probability: 10, category: 'new', requiredFields: [] };
const hour = 3_600_000;

/** Everything a device and a server of one protocol version say to each other, in scenes that build on one another. */
export const scenes: readonly Scene[] = [
  {
    name: 'first-snapshot',
    async world({ owner, people }) {
      await owner.apply('lead.create', { id: skewId('harbour'), lastName: 'Harbour', assigneeId: people['rita'] });
      await owner.apply('lead.create', { id: skewId('quay'), lastName: 'Quay', assigneeId: people['rita'] });
      await owner.apply('lead.create', { id: skewId('hidden'), lastName: 'Hidden', assigneeId: people['rolf'] });
      await owner.apply('note.add', { id: skewId('note-1'), leadId: skewId('harbour'), body: 'Wants ropes – "soon"' });
      await owner.apply('product.create', {
        id: skewId('anchor'),
        name: 'Anchor',
        priceMinor: 12_500,
        currency: 'EUR',
      });
      await owner.apply('pipeline.create', {
        id: skewId('pipeline'),
        name: 'Fairs',
        module: 'leads',
        stages: [
          { id: skewId('stage-new'), name: 'Met', ...stageFields },
          { id: skewId('stage-gone'), name: 'Going', ...stageFields },
        ],
      });
    },
    async act({ rita, breakNext }) {
      breakNext({ route: 'snapshot', kind: 'cut', lines: 4 });
      await rita.sync();
    },
  },
  {
    name: 'edits-applied',
    async act({ rita, startedAt }) {
      rita.act('lead.create', {
        id: skewId('pier'),
        lastName: 'Pier',
        email: 'pier@customer.test',
        company: 'Pier Ltd',
      });
      rita.act('lead.update', {
        id: skewId('harbour'),
        changes: { company: change(null, 'Harbour & Söhne'), phones: change([], ['+49 40 1234']) },
      });
      rita.act('note.add', { id: skewId('note-2'), leadId: skewId('harbour'), body: 'Called back' });
      rita.act('appointment.create', {
        id: skewId('appointment'),
        leadId: skewId('harbour'),
        ownerId: rita.userId,
        startAt: startedAt + 48 * hour,
        endAt: startedAt + 49 * hour,
        onOverlap: 'accept',
      });
      rita.act('activity.log', { id: skewId('activity'), leadId: skewId('pier'), type: 'CALL', description: 'Rang' });
      rita.act('leadProduct.add', {
        id: skewId('line'),
        leadId: skewId('harbour'),
        productId: skewId('anchor'),
        quantity: 3,
      });
      rita.act('lead.changeStage', {
        moves: [{ id: skewId('quay'), fromStageId: String(rita.row('leads', skewId('quay'))?.['stageId']) }],
        stageId: skewId('stage-new'),
      });
      await rita.sync();
    },
  },
  {
    name: 'answer-lost',
    async act({ rita, breakNext }) {
      breakNext({ route: 'push', kind: 'lost' });
      rita.act('note.add', { id: skewId('note-3'), leadId: skewId('pier'), body: 'Sent once, arrived twice' });
      await rita.sync();
    },
  },
  {
    name: 'rejected',
    async world({ owner }) {
      await owner.apply('stage.remove', { id: skewId('stage-gone') });
    },
    async act({ rita }) {
      const moves = [{ id: skewId('quay'), fromStageId: skewId('stage-new') }];
      rita.act('lead.changeStage', { moves, stageId: skewId('stage-gone') });
      rita.act('note.add', { id: skewId('note-4'), leadId: skewId('quay'), body: 'Behind a refused one' });
      await rita.sync();
    },
  },
  {
    name: 'deleted-and-forgotten',
    async world({ owner, people }) {
      await owner.apply('note.remove', { id: skewId('note-1') });
      await owner.apply('lead.assign', { ids: [skewId('quay')], assigneeId: people['rolf'] });
      await owner.apply('lead.update', { id: skewId('pier'), changes: { location: change(null, 'Kiel') } });
    },
    act: ({ rita }) => rita.sync(),
  },
  {
    name: 'conflict',
    async world({ owner }) {
      const changes = { company: change('Harbour & Söhne', 'Harbour AG'), title: change(null, 'Director') };
      await owner.apply('lead.update', { id: skewId('harbour'), changes });
    },
    async act({ rita }) {
      const changes = { company: change('Harbour & Söhne', 'Harbour GmbH'), description: change(null, 'One\nTwo') };
      rita.act('lead.update', { id: skewId('harbour'), changes });
      await rita.sync();
    },
  },
  {
    name: 'pages',
    async world({ owner, people }) {
      const create = crowd.map((id, i) => owner.mutation('lead.create', { id, lastName: `Crowd ${i}` }));
      await owner.push(...create);
      await owner.apply('lead.assign', { ids: crowd, assigneeId: people['rita'] });
    },
    act: ({ rita }) => rita.sync(),
  },
  {
    name: 'poked',
    listening: true,
    async world({ owner }) {
      await owner.apply('lead.update', { id: skewId('pier'), changes: { title: change(null, 'Poked') } });
    },
    act: ({ rita }) => rita.until(() => rita.row('leads', skewId('pier'))?.['title'] === 'Poked'),
  },
  {
    name: 'scope-changed',
    async world({ owner, people }) {
      await owner.apply('team.create', { id: skewId('north'), name: 'North', open: 1 });
      await owner.apply('lead.create', { id: skewId('norths'), lastName: 'Northern', teamId: skewId('north') });
      await owner.apply('team.addMember', { teamId: skewId('north'), userId: people['rita'], role: 'member' });
    },
    act: ({ rita }) => rita.sync(),
  },
  {
    name: 'before-the-backup',
    async act({ rita, kept }) {
      rita.act('note.add', { id: skewId('note-5'), leadId: skewId('pier'), body: 'In every backup' });
      await rita.sync();
      kept.set('rita', rita.backUp());
    },
  },
  {
    name: 'server-restored',
    async world(company) {
      await company.backUp();
      await company.owner.apply('note.add', { id: skewId('note-6'), leadId: skewId('pier'), body: 'Forgotten' });
    },
    async act({ rita }) {
      rita.act('note.add', { id: skewId('note-7'), leadId: skewId('pier'), body: 'Sent again from the journal' });
      await rita.sync();
    },
  },
  {
    name: 'server-restored-afterwards',
    world: (company) => company.restore(),
    async act({ rita }) {
      rita.act('note.add', { id: skewId('note-8'), leadId: skewId('pier'), body: 'After the gap' });
      await rita.sync();
    },
  },
  {
    name: 'profile-restored',
    async act({ rita, kept }) {
      rita.restore(kept.get('rita')!);
      rita.act('note.add', { id: skewId('note-9'), leadId: skewId('pier'), body: 'Another history' });
      await rita.sync();
    },
  },
  {
    name: 'problems',
    async act({ rita, byHand }) {
      const { clientId, cursor } = rita.device.position();
      await byHand('push', { protocol: 99, clientId, mutations: [] });
      await byHand('pull', { protocol: 99, clientId, cursor, page: null });
      await byHand('pull', { protocol: 1, clientId, cursor, page: 'nonsense' });
      await byHand('snapshot', { protocol: 1, clientId, after: 'nonsense' });
      const late = { seq: 1000, name: 'note.add', args: {}, at: 0 };
      await byHand('push', { protocol: 1, clientId, mutations: [late] });
      const unknown = { seq: 1, name: 'lead.teleport', args: { far: true }, at: 0 };
      await byHand('push', { protocol: 1, clientId: skewId('another device'), mutations: [unknown] });
    },
  },
  {
    name: 'revoked',
    world: (company, ritasClientId) => company.revoke(ritasClientId()),
    act: ({ rita }) => rita.sync(),
  },
];
