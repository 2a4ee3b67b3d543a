import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './selection-bar.module.css';

/**
 * What can be done with the selected rows: floats above the end of a list, and says how many there are.
 * @param props.text "3 selected"; read out when it changes
 * @param props.isLong has so many buttons that only their icons fit on a small window
 */
export function SelectionBar(props: { label: string; text: string; isLong?: boolean; children: ReactNode }) {
  return (
    <div className={classes.place}>
      <div className={classes.bar} data-long={props.isLong || undefined} role="toolbar" aria-label={props.label}>
        <span className={classes.text} role="status">
          {props.text}
        </span>
        {props.children}
      </div>
    </div>
  );
}

/** One of the bar's buttons: an icon with a word; where there is no room, the icon alone. */
export function SelectionButton({
  icon,
  label,
  ...others
}: ButtonProps & { icon: ReactNode; label: string; onClick?: () => void; ref?: React.Ref<HTMLButtonElement> }) {
  return (
    <Button variant="default" size="compact-sm" aria-label={label} title={label} {...others} className={classes.button}>
      <span className={classes.icon}>{icon}</span>
      <span className={classes.label}>{label}</span>
    </Button>
  );
}
