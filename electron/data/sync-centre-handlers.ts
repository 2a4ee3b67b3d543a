import type { z } from 'zod';
import type { syncCentreParams, SyncCentreResults } from '../../core/bridge/sync-centre.ts';
import type { SyncCentre } from './sync-centre.ts';

type Name = keyof typeof syncCentreParams;
type Handlers = {
  readonly [M in Name]: (params: z.output<(typeof syncCentreParams)[M]>) => SyncCentreResults[M];
};

/**
 * Answers the Sync centre's part of the bridge.
 * @param centre of the database that is open now; throws while there is none
 */
export function syncCentreHandlers(centre: () => SyncCentre): Handlers {
  const done = (): null => null;
  return {
    'outbox.list': (page) => centre().list(page),
    'outbox.retry': ({ seq }) => (centre().retry(seq), done()),
    'outbox.edit': ({ seq, args }) => (centre().edit(seq, args), done()),
    'outbox.restoreAndApply': ({ seq }) => (centre().restoreAndApply(seq), done()),
    'outbox.discard': ({ seq }) => (centre().discard(seq), done()),
    'outbox.retryAll': ({ code }) => centre().retryAll(code),
    'outbox.discardAll': ({ code }) => centre().discardAll(code),
    'outbox.current': ({ seq }) => centre().current(seq),
    'outbox.export': ({ seqs }) => centre().export(seqs),
    'outbox.import': ({ text }) => centre().import(text),
    'sync.details': () => centre().details(),
    'sync.audit': () => (centre().audit(), done()),
    'sync.log': ({ limit }) => centre().log(limit),
  };
}
