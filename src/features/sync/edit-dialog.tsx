import { Button, Group, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BridgeError } from '../../../core/bridge/contract.ts';
import type { OutboxEntry, SyncCentreResults } from '../../../core/bridge/sync-centre.ts';
import type { FieldError } from '../../../core/kernel/errors.ts';
import { useBridge } from '../../bridge/hooks.ts';
import { fieldMessage, fieldName } from '../../i18n/field-text.ts';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useSaveShortcut } from '../../ui/use-save-shortcut.ts';
import { editFieldsOf, withValue, type EditField } from './edit-fields.ts';
import { FieldInput } from './field-input.tsx';
import { useWords } from './use-words.ts';
import { valueText } from './value-text.ts';
import classes from './edit-dialog.module.css';

type Current = SyncCentreResults['outbox.current'];

/** Corrects a refused mutation: its values in a form, beside what the row holds now. The refused one stays until the corrected one is on disk. */
export function EditDialog(props: { entry: OutboxEntry; sentence: string; onClose: () => void }) {
  const { t } = useTranslation('sync');
  const { entry } = props;
  const bridge = useBridge();
  const [current, setCurrent] = useState<{ readonly of: Current }>();
  useEffect(() => {
    void bridge
      .call('outbox.current', { seq: entry.seq })
      .then((reply) => setCurrent({ of: reply.ok ? reply.value : null }));
  }, [bridge, entry.seq]);
  // It opens with its form: the focus goes to what is to be corrected.
  if (!current) return null;
  return (
    <Modal opened onClose={props.onClose} title={t('edit.title')} size="lg">
      <p className={classes.sentence}>{props.sentence}</p>
      <EditForm entry={entry} current={current.of} onClose={props.onClose} />
    </Modal>
  );
}

function EditForm({ entry, current, onClose }: { entry: OutboxEntry; current: Current; onClose: () => void }) {
  const { t } = useTranslation('sync');
  const common = useTranslation();
  const bridge = useBridge();
  const [args, setArgs] = useState(entry.args);
  const [fields] = useState(() => editFieldsOf(entry, current?.row));
  const [values, setValues] = useState<ReadonlyMap<EditField, unknown>>(
    () => new Map(fields.map((field) => [field, field.value])),
  );
  const [failure, setFailure] = useState<BridgeError>(() => asError(entry));
  const change = (field: EditField, value: unknown): void => {
    setValues((before) => new Map(before).set(field, value));
    setArgs((before: unknown) => withValue(before, field.path, value));
  };
  const save = async (): Promise<void> => {
    const reply = await bridge.call('outbox.edit', { seq: entry.seq, args });
    if (reply.ok) onClose();
    else setFailure(reply.error);
  };
  useSaveShortcut(() => void save());
  const wrong = failure.kind === 'domain' ? (failure.error.fields ?? []) : [];
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ErrorNotice error={failure} />
      {fields.length === 0 && <p>{t('edit.nothing')}</p>}
      {fields.map((field, i) => (
        <FormRow
          key={field.path.join('.')}
          field={field}
          value={values.get(field)}
          onChange={(value) => change(field, value)}
          wrong={wrong.find((error) => isAbout(error, field))}
          isFirst={i === 0}
        />
      ))}
      <Group justify="flex-end" gap="xs" className={classes.actions ?? ''}>
        <Button variant="default" onClick={onClose}>
          {common.t('cancel')}
        </Button>
        <Button type="submit" disabled={fields.length === 0}>
          {t('edit.send')}
        </Button>
      </Group>
    </form>
  );
}

function FormRow(props: {
  field: EditField;
  value: unknown;
  onChange: (value: unknown) => void;
  wrong: FieldError | undefined;
  isFirst: boolean;
}) {
  const { t } = useTranslation('sync');
  const errors = useTranslation('errors');
  const words = useWords();
  const { field, value } = props;
  const now = field.current === undefined ? undefined : valueText(field.table, field.field, field.current, words);
  return (
    <div className={classes.row} data-with-current={now !== undefined || undefined}>
      <FieldInput
        field={field}
        label={fieldName(words.common, field.field)}
        value={value}
        onChange={props.onChange}
        error={props.wrong && fieldMessage(errors.t, props.wrong)}
        startsHere={props.isFirst}
      />
      {now !== undefined && (
        <div className={classes.current}>
          <span className={classes.currentLabel}>{t('edit.current')}</span>
          <span className={classes.currentValue}>{now || t('edit.empty')}</span>
        </div>
      )}
    </div>
  );
}

const asError = (entry: OutboxEntry): BridgeError => ({
  kind: 'domain',
  error: entry.error ?? { code: 'MUTATOR_FAILED', details: {} },
});

function isAbout(error: FieldError, { path }: EditField): boolean {
  const at = path.join('.');
  return error.field === at || error.field.startsWith(`${at}.`);
}
