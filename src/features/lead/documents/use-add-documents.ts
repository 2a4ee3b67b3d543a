import { useCallback, useState } from 'react';
import { documentAdd } from '../../../../core/domain/file/document-add.ts';
import { useBridge, useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { takeFile } from '../../../bridge/take-file.ts';
import { notifyError } from '../../../ui/notify.ts';
import { useLead } from '../lead-context.ts';

/** A file that is being taken in. */
export type Adding = {
  readonly id: string;
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  readonly stop: () => void;
};

/** @returns the files under way, and what adds some, one after the other */
export function useAddDocuments(): {
  readonly adding: readonly Adding[];
  readonly add: (files: readonly File[]) => void;
} {
  const bridge = useBridge();
  const mutate = useMutate();
  const { detail } = useLead();
  const leadId = detail.lead.id;
  const [adding, setAdding] = useState<readonly Adding[]>([]);

  const addOne = useCallback(
    async (file: File, id: string, signal: AbortSignal): Promise<void> => {
      const onProgress = (done: number): void =>
        setAdding((all) => all.map((one) => (one.id === id ? { ...one, share: done / file.size } : one)));
      const taken = signal.aborted ? undefined : await takeFile(bridge, 'document', file, { onProgress, signal });
      const reply = taken?.ok ? await mutate(documentAdd, { id, leadId, ...taken.value }) : taken;
      if (reply && !reply.ok) notifyError(reply.error);
      setAdding((all) => all.filter((one) => one.id !== id));
    },
    [bridge, mutate, leadId],
  );

  const add = useCallback(
    (files: readonly File[]): void => {
      const begun = files.map((file) => ({ file, id: newId(), abort: new AbortController() }));
      setAdding((all) => [
        ...all,
        ...begun.map(({ file, id, abort }) => ({ id, name: file.name, share: 0, stop: () => abort.abort() })),
      ]);
      void (async () => {
        for (const { file, id, abort } of begun) await addOne(file, id, abort.signal);
      })();
    },
    [addOne],
  );
  return { adding, add };
}
