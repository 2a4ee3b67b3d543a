import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { PickOption } from './pick-list.tsx';
import classes from './pick-items.module.css';

export type { PickOption } from './pick-list.tsx';

/**
 * Options to pick one from, inside a Mantine `Menu.Dropdown`: a tick at the present one; typing goes to the first that begins
 * with it. Where one searches among many, take a `Picker`.
 * @param props.value the present option; null or undefined: none of them
 */
export function PickItems(props: {
  options: readonly PickOption[];
  value?: string | null | undefined;
  label: string;
  onPick: (value: string) => void;
}) {
  return (
    <>
      <Menu.Label>{props.label}</Menu.Label>
      <div className={classes.options}>
        {props.options.map((option, i) => (
          <PickItem
            key={option.value}
            option={option}
            heading={option.group === props.options[i - 1]?.group ? undefined : option.group}
            checked={option.value === props.value}
            onPick={props.onPick}
          />
        ))}
      </div>
    </>
  );
}

function PickItem(props: {
  option: PickOption;
  heading: string | undefined;
  checked: boolean;
  onPick: (value: string) => void;
}) {
  const { value, label, icon } = props.option;
  return (
    <>
      {props.heading !== undefined && <Menu.Label>{props.heading}</Menu.Label>}
      <Menu.RadioItem
        value={value}
        checked={props.checked}
        closeMenuOnClick
        onChange={props.onPick}
        classNames={{ item: classes.item, itemIndicator: classes.indicator }}
        rightSection={props.checked && <IconCheck size={14} stroke={2} aria-hidden />}
      >
        <span className={classes.option}>
          {icon && <span className={classes.icon}>{icon}</span>}
          <span className={classes.label}>{label}</span>
        </span>
      </Menu.RadioItem>
    </>
  );
}
