import { NumberInput } from '@mantine/core';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadListItem } from '../../../core/queries/lead-list.ts';
import { minorDigits } from '../../i18n/format.ts';
import type { PickOption } from '../../ui/pick/pick-list.tsx';
import { leadPipelines, noneValue, priorityOptions, stageOptions, userOptions } from '../../ui/pick/pick-options.tsx';
import { OpenPicker } from '../../ui/pick/picker.tsx';
import { useGrid } from './grid-context.ts';
import type { EditableField } from './lead-columns.tsx';
import classes from './lead-grid.module.css';

/** What came of an edit in place. `value` as the mutators take it; null: empty, nobody. Left out when cancelled. */
export type EditResult = {
  readonly lead: LeadListItem;
  readonly field: EditableField;
  readonly value?: string | number | null;
};

/** Edits one cell in place: a list to pick from, or a field for the value. */
export function CellEditor(props: {
  field: EditableField;
  lead: LeadListItem;
  onDone: (result: EditResult) => void;
  children: ReactNode;
}) {
  const { field, lead, onDone } = props;
  if (field === 'valueMinor') return <ValueEditor lead={lead} onDone={onDone} />;
  return (
    <PickEditor field={field} lead={lead} onDone={onDone}>
      {props.children}
    </PickEditor>
  );
}

function PickEditor(props: {
  field: Exclude<EditableField, 'valueMinor'>;
  lead: LeadListItem;
  onDone: (result: EditResult) => void;
  children: ReactNode;
}) {
  const { field, lead, onDone } = props;
  const { t } = useTranslation('leads');
  const { options, present } = useChoices(field, lead);
  return (
    <OpenPicker
      options={options}
      value={present}
      label={t(`filter.${field}`)}
      onPick={(value) => onDone({ lead, field, value: value === noneValue ? null : value })}
      onClose={() => onDone({ lead, field })}
      returnFocus={false}
      target={
        <button type="button" tabIndex={-1} className={classes.editorTarget}>
          {props.children}
        </button>
      }
    />
  );
}

function useChoices(
  field: Exclude<EditableField, 'valueMinor'>,
  lead: LeadListItem,
): { readonly options: readonly PickOption[]; readonly present: string } {
  const { t } = useTranslation();
  const { index } = useGrid();
  switch (field) {
    case 'priority':
      return { options: priorityOptions(index), present: lead.priority };
    case 'assignee':
      return { options: userOptions(index, t('nobody')), present: lead.assigneeId ?? noneValue };
    case 'stage': {
      const others = leadPipelines(index).map(({ id }) => id);
      const pipelines = [lead.pipelineId, ...others.filter((id) => id !== lead.pipelineId)];
      return { options: stageOptions(index, pipelines), present: lead.stageId };
    }
  }
}

/** The same function every time, so that it runs when the field appears and not while one types. */
function selectText(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

/** Enter and leaving keep the value, Escape does not. */
function ValueEditor({ lead, onDone }: { lead: LeadListItem; onDone: (result: EditResult) => void }) {
  const { t } = useTranslation(['leads', 'common']);
  const digits = minorDigits(lead.currency);
  const [value, setValue] = useState<string | number>(lead.valueMinor === null ? '' : lead.valueMinor / 10 ** digits);
  const keep = (): void => {
    const minor = value === '' ? null : Math.round(Number(value) * 10 ** digits);
    onDone({ lead, field: 'valueMinor', ...(minor === lead.valueMinor ? {} : { value: minor }) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Enter') keep();
    if (event.key === 'Escape') onDone({ lead, field: 'valueMinor' });
  };
  return (
    <NumberInput
      aria-label={t('common:leadField.valueMinor')}
      className={classes.valueEditor}
      size="xs"
      hideControls
      min={0}
      max={9_000_000_000_000}
      decimalScale={digits}
      value={value}
      onChange={setValue}
      onKeyDown={onKeyDown}
      onBlur={keep}
      ref={selectText}
    />
  );
}
