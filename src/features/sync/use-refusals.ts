import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeReply } from '../../../core/bridge/contract.ts';
import type { BatchResult } from '../../../core/bridge/sync-centre.ts';
import type { ErrorCode } from '../../../core/kernel/errors.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { notifyDone, notifyError } from '../../ui/notify.ts';

export type Refusals = {
  readonly retry: (seq: number) => Promise<void>;
  readonly restoreAndApply: (seq: number) => Promise<void>;
  readonly discard: (seq: number) => Promise<void>;
  readonly retryAll: (code: ErrorCode) => Promise<void>;
  readonly discardAll: (code: ErrorCode) => Promise<void>;
};

/** @returns what a person can do about refused mutations; what does not work is said */
export function useRefusals(): Refusals {
  const { t } = useTranslation('sync');
  const bridge = useBridge();
  return useMemo(() => {
    const one = async (reply: Promise<BridgeReply<null>>): Promise<void> => {
      const answer = await reply;
      if (!answer.ok) notifyError(answer.error);
    };
    const many = async (reply: Promise<BridgeReply<BatchResult>>, done: 'retried' | 'discarded'): Promise<void> => {
      const answer = await reply;
      if (!answer.ok) return notifyError(answer.error);
      const { done: count, kept } = answer.value;
      const parts = [t(`rejected.${done}`, { count })];
      if (kept > 0) parts.push(t('rejected.kept', { count: kept }));
      notifyDone(parts.join(' '));
    };
    return {
      retry: (seq) => one(bridge.call('outbox.retry', { seq })),
      restoreAndApply: (seq) => one(bridge.call('outbox.restoreAndApply', { seq })),
      discard: (seq) => one(bridge.call('outbox.discard', { seq })),
      retryAll: (code) => many(bridge.call('outbox.retryAll', { code }), 'retried'),
      discardAll: (code) => many(bridge.call('outbox.discardAll', { code }), 'discarded'),
    };
  }, [bridge, t]);
}
