import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { leadDetail } from '../../../core/queries/lead-detail.ts';
import { closeLead } from '../../app/router.ts';
import { useQuery, useSession } from '../../bridge/hooks.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useWorkspace } from '../../ui/workspace/use-workspace.ts';
import { LeadScreen } from './lead-screen.tsx';

/** One lead: by itself, or beside the list it was opened from. */
export function Screen({ leadId }: { leadId: string }) {
  const { t } = useTranslation('lead');
  const { data, error } = useQuery(leadDetail, { id: leadId });
  const workspace = useWorkspace();
  const session = useSession();
  if (error) return <ErrorNotice error={error} />;
  if (data === null) {
    return (
      <EmptyState
        kind="not-here"
        title={t('notHere.title')}
        action={
          <Button variant="default" onClick={closeLead}>
            {t('notHere.close')}
          </Button>
        }
      >
        {t('notHere.text')}
      </EmptyState>
    );
  }
  if (!data || !workspace || session?.kind !== 'signedIn') return null;
  return <LeadScreen detail={data} workspace={workspace} session={session} />;
}
