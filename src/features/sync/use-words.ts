import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { priorityName } from '../../ui/workspace/use-priority.ts';
import { useWorkspace, type WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';
import type { ValueWords } from './value-text.ts';

/** @returns what turns the values of fields into words, in the current language */
export function useWords(): ValueWords {
  const { t } = useTranslation('common');
  const format = useFormat();
  const session = useSession();
  const workspace = useWorkspace();
  const names = useMemo(() => namesIn(workspace), [workspace]);
  const currency = session?.kind === 'signedIn' ? session.currency : 'EUR';
  return useMemo(
    () => ({ common: t, format, currency, row: (id: string) => names.get(id) ?? '' }),
    [t, format, currency, names],
  );
}

function namesIn(workspace: WorkspaceIndex | undefined): ReadonlyMap<string, string> {
  if (!workspace) return new Map();
  const { users, teams, businesses, pipelines, stages, sources, products } = workspace;
  const { priorities, disqualificationReasons, teamRoles, scoringRules } = workspace;
  const rows = [users, teams, businesses, pipelines, stages, sources, products].flat();
  const choices = [disqualificationReasons, teamRoles, scoringRules].flat();
  const names = new Map([...rows, ...choices].map(({ id, name }) => [id, name]));
  // A lead holds a priority's key, a change of the setting its id.
  for (const priority of priorities) {
    for (const id of [priority.id, priority.key]) names.set(id, priorityName(priority));
  }
  return names;
}
