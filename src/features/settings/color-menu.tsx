import { ActionIcon, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { colorNames, type ColorName } from '../../../core/domain/pipeline/colors.ts';
import { toneStyle } from '../../ui/hue.ts';
import classes from './color-menu.module.css';

/** A dot of the present colour that opens the palette; colours have names, for those who do not see them. */
export function ColorMenu(props: {
  name: string;
  color: string;
  disabled?: boolean;
  onChange: (color: ColorName) => void;
}) {
  const { t } = useTranslation('settings');
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t('color', { name: props.name })} disabled={props.disabled ?? false}>
          <span className={classes.dot} style={toneStyle(props.color)} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.grid}>
        {colorNames.map((color) => (
          <Menu.RadioItem
            key={color}
            value={color}
            checked={color === props.color}
            closeMenuOnClick
            onChange={() => props.onChange(color)}
          >
            <span className={classes.choice}>
              <span className={classes.dot} style={toneStyle(color)} />
              {t(`colors.${color}`)}
            </span>
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
