import { Menu, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { leadSetBusinesses } from '../../../../core/domain/lead/set-businesses.ts';
import { useMutate } from '../../../bridge/hooks.ts';
import { notifyError } from '../../../ui/notify.ts';
import { DotLabel } from '../../../ui/stage-chip.tsx';
import { useLead } from '../lead-context.ts';
import classes from './details.module.css';
import { FieldRow } from './field-row.tsx';

/** The businesses the lead belongs to, switched on and off in a menu. */
export function BusinessesField() {
  const { t } = useTranslation('lead');
  const mutate = useMutate();
  const { detail, workspace, may } = useLead();
  const chosen = new Set(detail.businesses.map(({ id }) => id));
  const offered = workspace.businesses.filter(({ id, archived }) => archived === 0 || chosen.has(id));
  const toggle = async (businessId: string): Promise<void> => {
    const change = chosen.has(businessId) ? { remove: [businessId] } : { add: [businessId] };
    const reply = await mutate(leadSetBusinesses, { id: detail.lead.id, ...change });
    if (!reply.ok) notifyError(reply.error);
  };
  const shown = (
    <span className={classes.businesses}>
      {detail.businesses.map(({ id, name, color }) => (
        <DotLabel key={id} name={name} color={color} />
      ))}
      {detail.businesses.length === 0 && (may.edit ? t('empty') : '–')}
    </span>
  );
  return (
    <FieldRow label={t('details.businesses')}>
      {may.edit ? (
        <Menu closeOnItemClick={false}>
          <Menu.Target>
            <button type="button" className={classes.display} data-empty={chosen.size === 0 || undefined}>
              <VisuallyHidden>{t('edit', { field: t('details.businesses') })}: </VisuallyHidden>
              {shown}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map(({ id, name, color }) => (
              <Menu.CheckboxItem key={id} checked={chosen.has(id)} onChange={() => void toggle(id)}>
                <DotLabel name={name} color={color} />
              </Menu.CheckboxItem>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <span className={classes.fixed}>{shown}</span>
      )}
    </FieldRow>
  );
}
