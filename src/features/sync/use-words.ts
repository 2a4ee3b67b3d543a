import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../bridge/hooks.ts';
import { useFormat } from '../../i18n/use-format.ts';
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
  const rows = [users, teams, businesses, pipelines, stages, sources, products].flat();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
