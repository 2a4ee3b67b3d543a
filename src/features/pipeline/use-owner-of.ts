import { useCallback } from 'react';
import { useWorkspace } from '../../ui/workspace/use-workspace.ts';
import type { CardOwner } from './board-card.tsx';

/** @returns finds the person a card belongs to; the same object for the same person */
export function useOwnerOf(): (id: string | null) => CardOwner | undefined {
  const users = useWorkspace()?.userById;
  return useCallback((id) => (id === null ? undefined : users?.get(id)), [users]);
}
