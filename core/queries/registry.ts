import { accountList } from './account-list.ts';
import { appointmentList } from './appointment-list.ts';
import { board, boardCards } from './board.ts';
import { calendar } from './calendar.ts';
import { conflictList } from './conflict-list.ts';
import { conversionCheck } from './conversion-check.ts';
import { dashboardTotals } from './dashboard-totals.ts';
import { dashboardVolume } from './dashboard-volume.ts';
import { duplicateCandidates } from './duplicate-candidates.ts';
import { campaignAnalytics, sourceAnalytics } from './lead-breakdowns.ts';
import { leadDetail } from './lead-detail.ts';
import { leadDocuments } from './lead-documents.ts';
import { leadList } from './lead-list.ts';
import { leadSelection } from './lead-selection.ts';
import { leadStats } from './lead-stats.ts';
import { noteRevisions } from './note-revisions.ts';
import { opportunityList } from './opportunity-list.ts';
import { opportunityTotals } from './opportunity-totals.ts';
import { overview } from './overview.ts';
import { perBusiness } from './per-business.ts';
import { pipelineAnalytics } from './pipeline-analytics.ts';
import { recentLeads } from './recent-leads.ts';
import { roleList } from './role-list.ts';
import { search } from './search.ts';
import { timeline } from './timeline.ts';
import { undoOutcome } from './undo-outcome.ts';
import { workspace } from './workspace.ts';
import type { AnyQuery } from './define-query.ts';

/** Every query that a screen or a route may name. */
const all: readonly AnyQuery[] = [
  accountList,
  appointmentList,
  board,
  boardCards,
  calendar,
  campaignAnalytics,
  conflictList,
  conversionCheck,
  dashboardTotals,
  dashboardVolume,
  duplicateCandidates,
  leadDetail,
  leadDocuments,
  leadList,
  leadSelection,
  leadStats,
  noteRevisions,
  opportunityList,
  opportunityTotals,
  overview,
  perBusiness,
  pipelineAnalytics,
  recentLeads,
  roleList,
  search,
  sourceAnalytics,
  timeline,
  undoOutcome,
  workspace,
];

export const queries: ReadonlyMap<string, AnyQuery> = new Map(all.map((query) => [query.name, query]));
