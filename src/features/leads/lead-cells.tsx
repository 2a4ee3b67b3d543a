import type { LeadListItem } from '../../../core/queries/lead-list.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { PriorityIcon } from '../../ui/priority-icon.tsx';
import { priorityLook } from '../../ui/workspace/use-priority.ts';
import { DotLabel, StageChip } from '../../ui/stage-chip.tsx';
import { useGrid } from './grid-context.ts';
import classes from './lead-grid.module.css';

type LeadProps = { lead: LeadListItem };

/** The box at the beginning of a row. The row is what is selected; the box shows it, and the list takes the click. */
export function SelectBox({ lead, checked }: { lead: LeadListItem | undefined; checked: boolean }) {
  const { t } = useGrid();
  return (
    <input
      type="checkbox"
      className={classes.box}
      tabIndex={-1}
      readOnly
      checked={checked}
      aria-label={t('column.selectLead', { lead: lead?.name || t('common:unnamedLead') })}
    />
  );
}

export function NameCell({ lead }: LeadProps) {
  const { t } = useGrid();
  const name = lead.name === '' ? t('common:unnamedLead') : lead.name;
  return (
    <span className={classes.name} title={name}>
      {name}
    </span>
  );
}

export function TextCell({ text }: { text: string | null }) {
  return text ? (
    <span className={classes.text} title={text}>
      {text}
    </span>
  ) : null;
}

export function StageCell({ lead, pipeline }: LeadProps & { pipeline?: boolean }) {
  const { index } = useGrid();
  if (pipeline) return <TextCell text={index.pipelineById.get(lead.pipelineId)?.name ?? null} />;
  const stage = index.stageById.get(lead.stageId);
  return stage ? <StageChip stage={stage} /> : null;
}

export function PriorityCell({ lead }: LeadProps) {
  const { index } = useGrid();
  return (
    <span className={classes.labelled}>
      <PriorityIcon priority={lead.priority} />
      {priorityLook(index.priorities, lead.priority).name}
    </span>
  );
}

export function ValueCell({ lead }: LeadProps) {
  const { format } = useGrid();
  if (lead.valueMinor === null) return null;
  return <span className="tabular">{format.money(lead.valueMinor, lead.currency)}</span>;
}

export function AssigneeCell({ lead }: LeadProps) {
  const { index, t } = useGrid();
  const user = lead.assigneeId === null ? undefined : index.userById.get(lead.assigneeId);
  return (
    <span className={classes.labelled} data-empty={!user || undefined}>
      <Avatar name={user?.name ?? null} color={user?.color ?? null} size={18} decorative />
      <span className={classes.text}>{user?.name ?? t('common:nobody')}</span>
    </span>
  );
}

export function SourceCell({ lead }: LeadProps) {
  const { index } = useGrid();
  return <TextCell text={(lead.sourceId && index.sourceById.get(lead.sourceId)?.name) || null} />;
}

export function TeamCell({ lead }: LeadProps) {
  const { index } = useGrid();
  return <TextCell text={(lead.teamId && index.teamById.get(lead.teamId)?.name) || null} />;
}

export function BusinessesCell({ lead }: LeadProps) {
  const { index } = useGrid();
  return (
    <span className={classes.chips}>
      {lead.businessIds.map((id) => {
        const business = index.businessById.get(id);
        return business && <DotLabel key={id} name={business.name} color={business.color} />;
      })}
    </span>
  );
}

export function StatusCell({ lead }: LeadProps) {
  const { t } = useGrid();
  return <span className={classes.text}>{t(`common:status.${lead.status}`)}</span>;
}

/** How long ago; the exact time is the tooltip. */
export function DateCell({ at }: { at: number | null }) {
  const { format, now } = useGrid();
  if (at === null) return null;
  return (
    <time className={classes.date} dateTime={new Date(at).toISOString()} title={format.dateTime(at)}>
      {format.relative(at, Math.max(at, now))}
    </time>
  );
}
