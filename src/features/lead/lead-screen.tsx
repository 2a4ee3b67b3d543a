import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionState } from '../../../core/bridge/contract.ts';
import type { LeadDetail } from '../../../core/queries/lead-detail.ts';
import { useNow } from '../../ui/date-text.tsx';
import { BookingDialog } from '../../ui/appointment/booking-dialog.tsx';
import { nextBookable } from '../../ui/appointment/wall-time.ts';
import { useUndoShortcut } from '../../ui/notify-undo.tsx';
import type { WorkspaceIndex } from '../../ui/workspace/use-workspace.ts';
import { DetailsPanel, detailsAttribute } from './details/details-panel.tsx';
import { LeadHeader } from './header/lead-header.tsx';
import { LeadContext } from './lead-context.ts';
import { LeadTabs, type LeadTab } from './lead-tabs.tsx';
import classes from './lead-screen.module.css';
import type { LogType } from './timeline/log-types.ts';
import { useHasWidth } from './use-has-width.ts';
import { useLeadScope } from './use-lead-scope.ts';
import { useLeadShortcuts } from './use-lead-shortcuts.ts';

const hourMs = 3_600_000;
/** From this width on the details stand beside the rest; below it they are a tab. */
const roomyPx = 860;

/** A lead with its parts; the details beside them where there is room. */
export function LeadScreen(props: {
  detail: LeadDetail;
  workspace: WorkspaceIndex;
  session: Extract<SessionState, { kind: 'signedIn' }>;
}) {
  const { t } = useTranslation('lead');
  const scope = useLeadScope(props.detail, props.workspace, props.session);
  const { detail, timeZone, userId, may, appointments } = scope;
  const { ref, hasWidth: isRoomy } = useHasWidth(roomyPx);
  const [tab, setTab] = useState<LeadTab>('timeline');
  const [writing, setWriting] = useState<'note' | LogType>();
  const [bookFrom, setBookFrom] = useState<number>();
  const now = useNow();
  const book = (): void => setBookFrom(nextBookable(now, timeZone));
  const write = (what: 'note' | LogType): void => {
    setTab('timeline');
    setWriting(what);
  };
  const edit = (): void => {
    if (!isRoomy) setTab('details');
    // After the tab has been drawn.
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[${detailsAttribute}] button`)?.click());
  };
  useLeadShortcuts({ may, write, book, edit });
  useUndoShortcut();
  return (
    <LeadContext value={scope}>
      <article className={classes.screen} ref={ref} aria-label={detail.name}>
        <LeadHeader onBook={book} />
        <div className={classes.body}>
          <LeadTabs
            tab={!isRoomy || tab !== 'details' ? tab : 'timeline'}
            onTab={setTab}
            withDetails={!isRoomy}
            writing={writing}
            onWriting={setWriting}
            onBook={book}
          />
          {isRoomy && (
            <aside className={classes.aside} aria-label={t('details.label')}>
              <DetailsPanel />
            </aside>
          )}
        </div>
        {bookFrom !== undefined && (
          <BookingDialog
            lead={{ id: detail.lead.id, name: detail.name }}
            booking={{ ownerId: userId, startAt: bookFrom, endAt: bookFrom + hourMs }}
            timeZone={timeZone}
            commands={appointments}
            onClose={() => setBookFrom(undefined)}
          />
        )}
        {appointments.dialog}
      </article>
    </LeadContext>
  );
}
