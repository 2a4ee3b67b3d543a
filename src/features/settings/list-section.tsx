import { ActionIcon, Badge, Button, Tooltip, type ButtonProps } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconPlus } from '@tabler/icons-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { EditableText } from './editable-text.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import classes from './settings.module.css';

type Named = { readonly id: string; readonly name: string; readonly archived: 0 | 1 };

/**
 * A list of named things that are edited in their place, archived and restored; archived ones stand last.
 * @param props.renderLeading what stands before a name, e.g. its colour
 * @param props.renderTrailing what stands behind it
 */
export function ListSection<Item extends Named>(props: {
  title: string;
  description: string;
  mayEdit: boolean;
  items: readonly Item[];
  nameLabel: string;
  addLabel: string;
  emptyTitle: string;
  onAdd: () => void;
  onRename: (item: Item, name: string) => void;
  onArchive: (item: Item, archived: 0 | 1) => void;
  renderLeading?: (item: Item) => ReactNode;
  renderTrailing?: (item: Item) => ReactNode;
}) {
  const { t } = useTranslation('settings');
  const items = props.items.toSorted((a, b) => a.archived - b.archived);
  return (
    <SettingsPanel
      title={props.title}
      description={props.description}
      mayEdit={props.mayEdit}
      actions={<AddButton label={props.addLabel} onClick={props.onAdd} />}
    >
      {items.length === 0 && <EmptyState kind="nothing" title={props.emptyTitle} compact />}
      <ul className={classes.rows}>
        {items.map((item) => (
          <li key={item.id} className={classes.row} data-archived={item.archived === 1 || undefined}>
            {props.renderLeading?.(item)}
            <EditableText
              value={item.name}
              label={props.nameLabel}
              disabled={!props.mayEdit}
              onSave={(name) => props.onRename(item, name)}
            />
            {item.archived === 1 && (
              <Badge variant="default" size="sm">
                {t('archived')}
              </Badge>
            )}
            {props.renderTrailing?.(item)}
            {props.mayEdit && <ArchiveButton item={item} onArchive={props.onArchive} />}
          </li>
        ))}
      </ul>
    </SettingsPanel>
  );
}

/** Puts an entry away, or takes it out again. */
export function ArchiveButton<Item extends Named>({
  item,
  onArchive,
}: {
  item: Item;
  onArchive: (item: Item, archived: 0 | 1) => void;
}) {
  const { t } = useTranslation('settings');
  const isArchived = item.archived === 1;
  const label = t(isArchived ? 'restore' : 'archive', { name: item.name });
  const ButtonIcon = isArchived ? IconArchiveOff : IconArchive;
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => onArchive(item, isArchived ? 0 : 1)}>
        <ButtonIcon size={15} stroke={1.75} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

/** The button in a panel's head that adds to its list. */
export function AddButton({ label, ...others }: ButtonProps & ComponentProps<'button'> & { label: string }) {
  return (
    <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} stroke={2} aria-hidden />} {...others}>
      {label}
    </Button>
  );
}

/** @returns a name that nothing in the list has: "New source", "New source 2" … */
export function freeName(name: string, taken: readonly { readonly name: string }[]): string {
  const names = new Set(taken.map((item) => item.name.toLowerCase()));
  if (!names.has(name.toLowerCase())) return name;
  let n = 2;
  while (names.has(`${name} ${n}`.toLowerCase())) n += 1;
  return `${name} ${n}`;
}
