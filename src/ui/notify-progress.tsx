import { Button, Progress } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { newId } from '../bridge/ids.ts';
import { useFormat } from '../i18n/use-format.ts';
import classes from './notify-undo.module.css';

export type ProgressNotice = { readonly update: (done: number) => void; readonly close: () => void };

/**
 * Shows how far long work has come, and lets a person stop it. What was done until then stays done.
 * @param label what is being done: "Changing leads"
 * @param total how many steps there are
 */
export function notifyProgress(label: string, total: number, onCancel: () => void): ProgressNotice {
  const id = newId();
  const content = (done: number) => ({
    id,
    autoClose: false as const,
    withCloseButton: false,
    message: <ProgressMessage label={label} done={done} total={total} onCancel={onCancel} />,
  });
  notifications.show(content(0));
  return { update: (done) => notifications.update(content(done)), close: () => notifications.hide(id) };
}

function ProgressMessage(props: { label: string; done: number; total: number; onCancel: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { label, done, total } = props;
  return (
    <>
      <span className={classes.message}>
        <span className={classes.text}>
          {label}{' '}
          <span className="tabular">
            {format.number(done)}/{format.number(total)}
          </span>
        </span>
        <Button variant="subtle" color="gray" size="compact-sm" className={classes.action} onClick={props.onCancel}>
          {t('cancel')}
        </Button>
      </span>
      <Progress value={total === 0 ? 0 : (100 * done) / total} size="xs" mt={6} aria-label={label} />
    </>
  );
}
