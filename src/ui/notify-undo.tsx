import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts, type Shortcut } from '../app/shortcuts.ts';
import { actionUndo } from '../../core/domain/undo/undo.ts';
import { useMutate, useSession } from '../bridge/hooks.ts';
import { newId } from '../bridge/ids.ts';
import { useUndo } from '../stores/undo.ts';
import { KeyHint } from './key-hint.tsx';
import classes from './notify-undo.module.css';
import { notifyError } from './notify.ts';
import { UndoOutcomeText } from './undo-outcome-text.tsx';

/** Long enough to read it and to reach for the button (WCAG 2.2.1: Ctrl-Z works for longer). */
const shownMs = 8_000;

/**
 * Says what was done and offers to take it back; Ctrl-Z does the same, also after the notification is gone and after everything
 * has synced.
 * @returns a function of a message in the past tense ("Moved 3 leads to Qualified") and the action to take back
 */
export function useOfferUndo(): (message: string, action: string) => void {
  const takeBack = useTakeBack();
  return useCallback(
    (message, action) => {
      const id = newId();
      useUndo.getState().push({ action, noticeId: id });
      const undo = (): void => takeBack(action);
      notifications.show({ id, message: <UndoMessage message={message} onUndo={undo} />, autoClose: shownMs });
    },
    [takeBack],
  );
}

/** Takes back one action: the one named, or the last one. Then says what was restored, and what others had changed and stays. */
function useTakeBack(): (action?: string) => void {
  const mutate = useMutate();
  return useCallback(
    (named) => {
      const step = useUndo.getState().take(named);
      if (!step) return;
      const { action: of, noticeId } = step;
      if (noticeId !== undefined) notifications.hide(noticeId);
      const undo = newId();
      void mutate(actionUndo, { of }, undo).then((reply) => {
        if (!reply.ok) return notifyError(reply.error);
        useUndo.getState().keepUndone(undo);
        notifications.show({ message: <UndoOutcomeText of={of} />, autoClose: shownMs });
      });
    },
    [mutate],
  );
}

/** Does again what was taken back last: an undo is an action like any other, and undoing it is the redo. */
function useDoAgain(): () => void {
  const mutate = useMutate();
  return useCallback(() => {
    const of = useUndo.getState().takeUndone();
    if (of === undefined) return;
    const redo = newId();
    void mutate(actionUndo, { of }, redo).then((reply) => {
      if (!reply.ok) return notifyError(reply.error);
      useUndo.getState().pushAgain(redo);
      notifications.show({ message: <UndoOutcomeText of={of} isRedo />, autoClose: shownMs });
    });
  }, [mutate]);
}

function UndoMessage({ message, onUndo }: { message: string; onUndo: () => void }) {
  const { t } = useTranslation();
  return (
    <span className={classes.message}>
      <span className={classes.text}>{message}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        className={classes.action}
        rightSection={<KeyHint keys="mod+z" />}
        onClick={onUndo}
      >
        {t('undo')}
      </Button>
    </span>
  );
}

/** Ctrl-Z takes back the last action and Ctrl-Shift-Z (or Ctrl-Y) does it again, on screens that change things. */
export function useUndoShortcut(): void {
  const { t } = useTranslation();
  const takeBack = useTakeBack();
  const doAgain = useDoAgain();
  const session = useSession();
  const userId = session?.kind === 'signedIn' ? session.userId : undefined;
  useEffect(() => {
    if (userId !== undefined) useUndo.getState().begin(userId);
  }, [userId]);
  const shortcuts = useMemo<readonly Shortcut[]>(
    () => [
      {
        id: 'general.undo',
        keys: 'mod+z',
        label: t('undo'),
        group: 'general',
        run: () => takeBack(),
      },
      { id: 'general.redo', keys: 'mod+shift+z', also: 'mod+y', label: t('redo'), group: 'general', run: doAgain },
    ],
    [t, takeBack, doAgain],
  );
  useShortcuts(shortcuts);
}
