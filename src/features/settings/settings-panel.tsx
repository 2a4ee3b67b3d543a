import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '../../ui/panel.tsx';
import classes from './settings.module.css';

/** A panel of the settings; says why where the person may only look. */
export function SettingsPanel(props: {
  title: string;
  description?: string;
  mayEdit?: boolean;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTranslation('settings');
  const { mayEdit = true } = props;
  return (
    <Panel title={props.title} description={props.description} actions={mayEdit && props.actions} flush>
      {!mayEdit && (
        <p className={classes.readOnly}>
          <IconLock size={14} stroke={1.75} aria-hidden /> {t('readOnly')}
        </p>
      )}
      {props.children}
    </Panel>
  );
}

/** One setting: its name and what it does, and the control that changes it. @param props.htmlFor id of the control */
export function SettingRow(props: { label: string; description?: string; htmlFor?: string; children: ReactNode }) {
  return (
    <div className={classes.setting}>
      <div className={classes.settingText}>
        {props.htmlFor ? <label htmlFor={props.htmlFor}>{props.label}</label> : <span>{props.label}</span>}
        {props.description && <p className={classes.settingHint}>{props.description}</p>}
      </div>
      <div className={classes.settingControl}>{props.children}</div>
    </div>
  );
}
