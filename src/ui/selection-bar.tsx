import type { ReactNode } from 'react';
import classes from './selection-bar.module.css';

/**
 * What can be done with the selected rows: floats above the end of a list, and says how many there are.
 * @param props.text "3 selected"; read out when it changes
 */
export function SelectionBar(props: { label: string; text: string; children: ReactNode }) {
  return (
    <div className={classes.bar} role="toolbar" aria-label={props.label}>
      <span className={classes.text} role="status">
        {props.text}
      </span>
      {props.children}
    </div>
  );
}
