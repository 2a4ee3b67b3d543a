import { t } from 'i18next';
import { useTranslation } from 'react-i18next';
import { builtInPriorities, type Priority } from '../../../core/domain/priority/priorities.ts';
import { useWorkspace } from './use-workspace.ts';

/** How a priority looks: its name, and how many bars it has; four stand for an exclamation mark. */
export type PriorityLook = { readonly name: string; readonly bars: number };

/** @returns the name of a priority, in the current language as long as the organization has given it no other */
export function priorityName({ key, name }: Pick<Priority, 'key' | 'name'>): string {
  const usual = builtInPriorities.find((one) => one.key === key);
  return usual?.name === name ? t(`priority.${key as 'low'}`) : name;
}

/** @param key what a lead holds; one that has not arrived yet is shown by its key */
export function priorityLook(all: readonly Priority[] | undefined, key: string): PriorityLook {
  const priority = (all ?? builtInPriorities).find((one) => one.key === key);
  if (!priority) return { name: key, bars: 2 };
  return { name: priorityName(priority), bars: Math.min(4, Math.max(1, Math.floor(priority.rank / 10))) };
}

/** @returns how a priority looks, live */
export function usePriority(key: string): PriorityLook {
  useTranslation(); // so that it is drawn anew when the language changes
  return priorityLook(useWorkspace()?.priorities, key);
}
