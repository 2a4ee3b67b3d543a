import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenConflict } from '../../../core/queries/conflict-list.ts';
import { useSaveShortcut } from '../../ui/use-save-shortcut.ts';
import { editFieldsOf } from './edit-fields.ts';
import { FieldInput } from './field-input.tsx';
import { useDecide } from './use-decisions.ts';
import { useWords } from './use-words.ts';
import { otherValue } from './decide-conflict.ts';
import { valueText } from './value-text.ts';
import { editMutatorOf } from '../../../core/domain/mutator-table.ts';
import classes from './conflicts.module.css';

/** Gives a field a third value: it begins with the one that stands, the other one is beside it. */
export function ConflictEdit(props: { conflict: OpenConflict; label: string; onClose: () => void }) {
  const { t } = useTranslation('sync');
  const common = useTranslation();
  const words = useWords();
  const decide = useDecide();
  const { conflict, label, onClose } = props;
  const [value, setValue] = useState(conflict.current);
  const save = async (): Promise<void> => {
    if (!(await decide([conflict], { kind: 'edit', value }))) onClose();
  };
  useSaveShortcut(() => void save());
  const args = { changes: { [conflict.field]: { from: null, to: conflict.current } } };
  const [field] = editFieldsOf({ name: editMutatorOf(conflict.entity) ?? '', args, error: null }, undefined);
  return (
    <Modal opened onClose={onClose} title={t('conflicts.editTitle', { field: label })} size="lg">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {field && <FieldInput field={field} label={label} value={value} onChange={setValue} startsHere />}
        <div>
          <span className={classes.sideTitle}>{t('conflicts.other')}</span>
          <p className={classes.value}>
            {valueText(conflict.entity, conflict.field, otherValue(conflict), words) || t('edit.empty')}
          </p>
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {common.t('cancel')}
          </Button>
          <Button type="submit">{common.t('save')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
