import { VisuallyHidden } from '@mantine/core';
import { IconCopyCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDebouncedValue } from '@mantine/hooks';
import { duplicateCandidates, type DuplicateCandidate } from '../../../../core/queries/duplicate-candidates.ts';
import { useQuery } from '../../../bridge/hooks.ts';
import type { WorkspaceIndex } from '../../../ui/workspace/use-workspace.ts';
import { StageChip } from '../../../ui/stage-chip.tsx';
import classes from './quick-add.module.css';

/** What a lead is compared by. */
export type Compared = {
  readonly firstName: string;
  readonly lastName: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
};

const pauseMs = 200;
const mostShown = 3;

/** Leads on this device that may be the one being entered; while one types, offline too. */
export function Duplicates(props: { compared: Compared; workspace: WorkspaceIndex; onOpen: (leadId: string) => void }) {
  const { t } = useTranslation('lead');
  const [asked] = useDebouncedValue(props.compared, pauseMs);
  const isEnough = asked.email !== '' || asked.phone !== '' || (asked.company !== '' && asked.lastName !== '');
  const { firstName, lastName, company, email, phone } = asked;
  const params = { firstName, lastName, company, email, ...(phone === '' ? {} : { phones: [phone] }) };
  const { data } = useQuery(duplicateCandidates, isEnough ? params : null, { keepPrevious: true });
  const candidates = isEnough ? (data?.candidates ?? []) : [];
  return (
    <div className={classes.live} role="status" aria-live="polite">
      {candidates.length > 0 && (
        <section className={classes.duplicates} aria-label={t('quickAdd.duplicates')}>
          <h3 className={classes.duplicatesTitle}>
            <IconCopyCheck size={15} stroke={1.75} aria-hidden />
            {t('quickAdd.duplicates')}
          </h3>
          <ul className={classes.candidates}>
            {candidates.slice(0, mostShown).map((candidate) => (
              <Candidate
                key={candidate.id}
                candidate={candidate}
                workspace={props.workspace}
                onOpen={() => props.onOpen(candidate.id)}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Candidate(props: { candidate: DuplicateCandidate; workspace: WorkspaceIndex; onOpen: () => void }) {
  const { t } = useTranslation(['lead', 'common']);
  const { candidate, workspace } = props;
  const stage = workspace.stageById.get(candidate.stageId);
  const name = candidate.name === '' ? t('common:unnamedLead') : candidate.name;
  const reasons = candidate.matches.map(({ field }) => t(`quickAdd.duplicateBy.${field}`)).join(', ');
  return (
    <li>
      <button type="button" className={classes.candidate} onClick={props.onOpen}>
        <VisuallyHidden>{t('quickAdd.openDuplicate')}: </VisuallyHidden>
        <span className={classes.candidateName}>{name}</span>
        <span className={classes.candidateText}>{[candidate.company, reasons].filter(Boolean).join(' · ')}</span>
        {stage && <StageChip stage={stage} />}
      </button>
    </li>
  );
}
