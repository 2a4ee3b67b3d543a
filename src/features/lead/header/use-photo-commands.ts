import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { leadClearPhoto } from '../../../../core/domain/file/lead-clear-photo.ts';
import { leadSetPhoto } from '../../../../core/domain/file/lead-set-photo.ts';
import type { DocumentItem } from '../../../../core/queries/lead-documents.ts';
import { useBridge, useMutate } from '../../../bridge/hooks.ts';
import { newId } from '../../../bridge/ids.ts';
import { takeFile } from '../../../bridge/take-file.ts';
import { notifyError } from '../../../ui/notify.ts';
import { useOfferUndo } from '../../../ui/notify-undo.tsx';
import { useLead } from '../lead-context.ts';

/** A photo is small: nobody waits long enough to stop it. */
const unstoppable = { onProgress: () => {}, signal: new AbortController().signal };

/** @returns what sets and removes the photo of the open lead; each can be taken back */
export function usePhotoCommands(photo: DocumentItem | null): {
  readonly set: (file: File) => Promise<void>;
  readonly remove: () => Promise<void>;
} {
  const { t } = useTranslation('files');
  const bridge = useBridge();
  const mutate = useMutate();
  const offerUndo = useOfferUndo();
  const { detail } = useLead();
  const leadId = detail.lead.id;
  const before = photo?.id ?? null;

  const set = useCallback(
    async (file: File): Promise<void> => {
      const [id, action] = [newId(), newId()];
      const taken = await takeFile(bridge, 'photo', file, unstoppable);
      const reply = taken?.ok
        ? await mutate(leadSetPhoto, { ...taken.value, id, leadId, replaces: before }, action)
        : taken;
      if (!reply) return;
      if (!reply.ok) {
        notifyError(reply.error);
        return;
      }
      offerUndo(t('done.photoChanged'), action);
    },
    [bridge, mutate, leadId, before, offerUndo, t],
  );

  const remove = useCallback(async (): Promise<void> => {
    if (before === null) return;
    const action = newId();
    const reply = await mutate(leadClearPhoto, { leadId, photoIds: [before] }, action);
    if (reply.ok) offerUndo(t('done.photoRemoved'), action);
    else notifyError(reply.error);
  }, [mutate, leadId, before, offerUndo, t]);

  return { set, remove };
}

/** An image on the clipboard becomes the photo, unless somebody is writing. */
export function usePastedPhoto(enabled: boolean, set: (file: File) => Promise<void>): void {
  useEffect(() => {
    if (!enabled) return undefined;
    const pasted = (event: ClipboardEvent): void => {
      const isWriting = (event.target as Element | null)?.closest('input, textarea, [contenteditable]');
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (isWriting || !file) return;
      event.preventDefault();
      void set(file);
    };
    document.addEventListener('paste', pasted);
    return () => document.removeEventListener('paste', pasted);
  }, [enabled, set]);
}
