import { useEffect } from 'react';
import { preferenceSet } from '../../core/domain/people/preference-set.ts';
import { workspace } from '../../core/queries/workspace.ts';
import { useMutate, useQuery } from '../bridge/hooks.ts';
import { notifyError } from '../ui/notify.ts';
import {
  appearanceOf,
  appearancePreference,
  parseAppearance,
  sameAppearance,
  useAppearance,
} from '../stores/appearance.ts';

/** Carries the person's appearance to and from their other devices. */
export function useAppearancePreference(): void {
  const { data } = useQuery(workspace, {});
  const mutate = useMutate();
  const stored = data?.preferences.find(({ key }) => key === appearancePreference)?.value ?? null;

  useEffect(() => {
    if (stored !== null) useAppearance.getState().set(parseAppearance(stored));
  }, [stored]);

  const isReady = data !== undefined;
  useEffect(() => {
    if (!isReady) return;
    return useAppearance.subscribe((state, before) => {
      const value = appearanceOf(state);
      // What just arrived from another device is not sent back.
      if (sameAppearance(value, appearanceOf(before))) return;
      if (stored !== null && sameAppearance(value, parseAppearance(stored))) return;
      void mutate(preferenceSet, { key: appearancePreference, value }).then((reply) => {
        if (!reply.ok) notifyError(reply.error);
      });
    });
  }, [isReady, stored, mutate]);
}
