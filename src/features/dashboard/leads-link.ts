import type { Period } from '../../../core/queries/days.ts';
import { hrefTo, type Route } from '../../app/router.ts';

/** Which leads a figure counts, beside the period. `businessId` null: those in no business. */
export type Behind = { readonly stageId?: string; readonly pipelineId?: string; readonly businessId?: string | null };

/** The route of the leads behind a figure. Figures count archived leads too (`kept`). */
export function leadsBehind(period: Period, behind: Behind = {}): Route {
  const { businessId, stageId, pipelineId } = behind;
  return {
    name: 'leads',
    query: {
      state: 'kept',
      createdFrom: period.from,
      createdTo: period.to,
      stageId,
      pipelineId,
      businessId: businessId === null ? 'none' : businessId,
    },
  };
}

/** The same as an address. */
export function hrefBehind(period: Period, behind?: Behind): string {
  return hrefTo(leadsBehind(period, behind));
}
