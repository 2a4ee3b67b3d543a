import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppointmentsTab } from './appointments/appointments-tab.tsx';
import { DetailsPanel } from './details/details-panel.tsx';
import { DocumentsTab } from './documents/documents-tab.tsx';
import { useLeadDocuments } from './documents/use-lead-documents.ts';
import { HistoryTab } from './history/history-tab.tsx';
import { useLead } from './lead-context.ts';
import classes from './lead-screen.module.css';
import { NotesTab } from './notes/notes-tab.tsx';
import { ProductsTab } from './products/products-tab.tsx';
import { TeamTab } from './team/team-tab.tsx';
import type { LogType } from './timeline/log-types.ts';
import { TimelineTab } from './timeline/timeline-tab.tsx';

export const leadTabs = [
  'details',
  'timeline',
  'notes',
  'appointments',
  'products',
  'documents',
  'team',
  'history',
] as const;
export type LeadTab = (typeof leadTabs)[number];

/** The parts of a lead, one at a time. @param props.withDetails the details are a tab too: there is no room beside */
export function LeadTabs(props: {
  tab: LeadTab;
  onTab: (tab: LeadTab) => void;
  withDetails: boolean;
  writing: 'note' | LogType | undefined;
  onWriting: (writing: 'note' | LogType | undefined) => void;
  onBook: () => void;
}) {
  const { t } = useTranslation('lead');
  const { detail } = useLead();
  const { counts, products, members } = detail;
  const { documents } = useLeadDocuments();
  const countOf: Partial<Record<LeadTab, number>> = {
    notes: counts.notes,
    appointments: counts.appointments,
    products: products.length,
    documents: documents.length,
    team: members.length,
  };
  const shown = leadTabs.filter((name) => name !== 'details' || props.withDetails);
  const contents: Record<LeadTab, ReactNode> = {
    details: <DetailsPanel />,
    timeline: <TimelineTab writing={props.writing} onWriting={props.onWriting} />,
    notes: <NotesTab />,
    appointments: <AppointmentsTab onBook={props.onBook} />,
    products: <ProductsTab />,
    documents: <DocumentsTab />,
    team: <TeamTab />,
    history: <HistoryTab />,
  };
  return (
    <Tabs
      value={props.tab}
      onChange={(tab) => tab && props.onTab(tab as LeadTab)}
      keepMounted={false}
      className={classes.tabs ?? ''}
    >
      <Tabs.List className={classes.list ?? ''} aria-label={t('tabs.label')}>
        {shown.map((name) => (
          <Tabs.Tab
            key={name}
            value={name}
            rightSection={countOf[name] ? <span className={classes.count}>{countOf[name]}</span> : undefined}
          >
            {t(`tabs.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={props.tab} className={classes.panel ?? ''} tabIndex={0}>
        {contents[props.tab]}
      </Tabs.Panel>
    </Tabs>
  );
}
