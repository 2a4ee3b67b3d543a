import { leadDocuments, type LeadDocuments } from '../../../../core/queries/lead-documents.ts';
import { useQuery } from '../../../bridge/hooks.ts';
import { useLead } from '../lead-context.ts';

const none: LeadDocuments = { photo: null, documents: [] };

/** @returns the files of the open lead */
export function useLeadDocuments(): LeadDocuments {
  const { detail } = useLead();
  return useQuery(leadDocuments, { leadId: detail.lead.id }).data ?? none;
}
