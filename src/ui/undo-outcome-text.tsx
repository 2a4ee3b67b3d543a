import { useTranslation } from 'react-i18next';
import { undoOutcome, type UndoOutcome } from '../../core/queries/undo-outcome.ts';
import { useQuery } from '../bridge/hooks.ts';
import { useFormat } from '../i18n/use-format.ts';

type Undo = NonNullable<UndoOutcome['undo']>;

/** Most fields and people that the sentence names. */
const named = 3;

/**
 * What an undo has restored, and what stays because others changed it since. Follows what the server makes of it.
 * @param of the action that was undone
 * @param isRedo it was an undo itself
 */
export function UndoOutcomeText({ of, isRedo = false }: { of: string; isRedo?: boolean }) {
  const { data } = useQuery(undoOutcome, { of });
  // The answer is there in the same moment; until then the notification keeps its place.
  return data?.undo ? <Sentences undo={data.undo} texts={isRedo ? 'redone' : 'undone'} /> : <span>&nbsp;</span>;
}

function Sentences({ undo, texts }: { undo: Undo; texts: 'undone' | 'redone' }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const { outcome, entity, total, restored, skippedCount } = undo;
  if (outcome !== 'done') return <span>{t(`${texts}.${outcome}`)}</span>;
  const records = entity === 'leads' ? 'leads' : 'records';
  const count = { count: total, number: format.number(total), restored: format.number(restored) };
  const all = restored === total ? (`${texts}.${records}` as const) : (`${texts}.${records}Of` as const);
  const none = skippedCount === 0 ? (`${texts}.nothing` as const) : (`${texts}.none` as const);
  return (
    <span>
      {restored === 0 ? t(none) : t(all, count)}
      {skippedCount > 0 && <Kept undo={undo} />}
    </span>
  );
}

function Kept({ undo: { kept, skippedCount } }: { undo: Undo }) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const people = [...new Set(kept.map(({ byName }) => byName ?? t('undone.someone')))];
  const fields = [...new Set(kept.flatMap(({ field }) => field ?? []))];
  const labels = fields.slice(0, named).map((field) => t(`leadField.${field as 'title'}`, { defaultValue: field }));
  const changed = kept.every(({ reason }) => reason === 'changed');
  const more = fields.length > named ? ' …' : '';
  return (
    <>
      {' '}
      {t(changed ? 'undone.keptChanged' : 'undone.kept', {
        count: skippedCount,
        number: format.number(skippedCount),
        people: format.list(people.slice(0, named)),
        which: labels.length > 0 ? `: ${labels.join(', ')}${more}` : '',
      })}
    </>
  );
}
