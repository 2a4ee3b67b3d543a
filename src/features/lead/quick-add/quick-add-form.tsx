import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { openLead } from '../../../app/router.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { notifyDone } from '../../../ui/notify.ts';
import { leadPipelines } from '../../../ui/pick/pick-options.tsx';
import { useSaveShortcut } from '../../../ui/use-save-shortcut.ts';
import type { WorkspaceIndex } from '../../../ui/workspace/use-workspace.ts';
import { Duplicates } from './duplicates.tsx';
import { PersonFields, SalesFields } from './form-fields.tsx';
import { emptyForm, formAfter, isTouched, type LeadForm } from './lead-form.ts';
import classes from './quick-add.module.css';
import { useCreateLead } from './use-create-lead.ts';

/**
 * The form of a new lead.
 * @param props.onTouched says whether something would be lost by closing
 */
export function QuickAddForm(props: {
  workspace: WorkspaceIndex;
  onTouched: (isTouched: boolean) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation(['lead', 'common']);
  const { workspace, onTouched, onClose } = props;
  const form = useForm<LeadForm>({ defaultValues: formFor(workspace) });
  const currency = workspace.organization?.currency ?? 'EUR';
  const { create, clash, error } = useCreateLead(form, currency);
  const values = form.watch();
  const touched = isTouched(values);
  useEffect(() => onTouched(touched), [onTouched, touched]);

  const open = (leadId: string): void => {
    onClose();
    openLead(leadId);
  };
  const save = form.handleSubmit(async (given) => {
    const id = await create(given);
    if (id) open(id);
  });
  const saveAnother = form.handleSubmit(async (given) => {
    if (!(await create(given))) return;
    notifyDone(t('quickAdd.saved', { name: nameOf(given) }));
    form.reset(formAfter(given));
    form.setFocus('firstName');
  });
  const createAnyway = async (): Promise<void> => {
    const id = await create(form.getValues(), 'accept');
    if (id) open(id);
  };
  useSaveShortcut(save);
  return (
    <form className={classes.form} onSubmit={(event) => void save(event)} noValidate>
      <PersonFields form={form} />
      {clash ? (
        <div className={classes.clash} role="alert">
          <span>{t('quickAdd.clash')}</span>
          {clash.other && (
            <Button variant="subtle" size="compact-sm" onClick={() => open(clash.other!.leadId)}>
              {t('problem.openThat', { name: clash.other.name })}
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" onClick={() => void createAnyway()}>
            {t('quickAdd.createAnyway')}
          </Button>
        </div>
      ) : (
        <Duplicates compared={values} workspace={workspace} onOpen={open} />
      )}
      <SalesFields form={form} workspace={workspace} currency={currency} />
      {error && <ErrorNotice error={error} />}
      <div className={classes.footer}>
        <Button variant="default" onClick={() => void saveAnother()}>
          {t('quickAdd.saveAnother')}
        </Button>
        <Button type="submit" rightSection={<KeyHint keys="mod+enter" />}>
          {t('quickAdd.save')}
        </Button>
      </div>
    </form>
  );
}

/** The default pipeline's first stage, and oneself. */
function formFor(workspace: WorkspaceIndex): LeadForm {
  const pipelines = leadPipelines(workspace);
  const pipelineId = (pipelines.find(({ isDefault }) => isDefault === 1) ?? pipelines[0])?.id ?? '';
  const stageId = workspace.stages.find((stage) => stage.pipelineId === pipelineId)?.id ?? '';
  return { ...emptyForm, pipelineId, stageId, assigneeId: workspace.me?.id ?? '' };
}

function nameOf({ firstName, lastName, company }: LeadForm): string {
  return (
    [firstName, lastName]
      .map((part) => part.trim())
      .filter(Boolean)
      .join(' ') || company.trim()
  );
}
