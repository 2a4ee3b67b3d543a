import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { BridgeError } from '../../../../core/bridge/contract.ts';
import { useLatest } from '../use-latest.ts';

export type InlineEdit = {
  readonly isEditing: boolean;
  readonly text: string;
  readonly error: BridgeError | undefined;
  readonly begin: () => void;
  readonly type: (text: string) => void;
  readonly cancel: () => void;
  /** Saves what is typed; closes when it is on disk, stays open with the error when it was refused. */
  readonly commit: (save?: (text: string) => Promise<BridgeError | undefined>) => Promise<void>;
  /** Enter (Ctrl-Enter in long texts) saves, Esc cancels. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
};

/**
 * A value that is text until one edits it in its place.
 * @param value as it is edited
 * @param save writes it; answers why not
 * @param options.onClosed the value is shown again; called when that came from the keyboard, to put the focus back
 */
export function useInlineEdit(
  value: string,
  save: (text: string) => Promise<BridgeError | undefined>,
  { isLong = false, onClosed }: { isLong?: boolean; onClosed?: () => void } = {},
): InlineEdit {
  const [text, setText] = useState<string>();
  const [error, setError] = useState<BridgeError>();
  const isSaving = useRef(false);
  const isEditing = text !== undefined;
  const returnsFocus = useRef(false);
  const closed = useLatest(onClosed);
  useEffect(() => {
    if (isEditing || !returnsFocus.current) return;
    returnsFocus.current = false;
    closed.current?.();
  }, [isEditing, closed]);

  const close = (withFocus: boolean): void => {
    setText(undefined);
    setError(undefined);
    returnsFocus.current = withFocus;
  };
  const commit = async (write = save, withFocus = true): Promise<void> => {
    if (text === undefined || isSaving.current) return;
    if (text.trim() === value.trim() && write === save) {
      close(withFocus);
      return;
    }
    isSaving.current = true;
    const refused = await write(text);
    isSaving.current = false;
    setError(refused);
    if (!refused) close(withFocus);
  };
  return {
    isEditing,
    text: text ?? value,
    error,
    begin: () => setText(value),
    type: setText,
    cancel: () => close(true),
    commit: (write) => commit(write),
    onKeyDown: (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        close(true);
      } else if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void commit();
      }
    },
    // Leaving the field saves it, as in a spreadsheet; a refused value stays open for another look.
    onBlur: () => {
      if (!error) void commit(save, false);
    },
  };
}
