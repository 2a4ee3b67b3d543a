import { IconCloudOff, IconFilterOff, IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

const icons = { nothing: IconInbox, filtered: IconFilterOff, 'not-here': IconCloudOff } as const;

/**
 * Says why a list is empty; the three reasons are different things to a person and look different.
 * @param props.kind `nothing`: there is none yet; `filtered`: there are some, the filters hide them; `not-here`: not on this device
 */
export function EmptyState(props: {
  kind: keyof typeof icons;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** For small places: one line, no icon ground. */
  compact?: boolean;
}) {
  const Icon = icons[props.kind];
  return (
    <div className={classes.empty} data-compact={props.compact || undefined} data-kind={props.kind} role="status">
      <div className={classes.icon} aria-hidden>
        <Icon size={props.compact ? 16 : 20} stroke={1.5} />
      </div>
      <p className={classes.title}>{props.title}</p>
      {props.children && <div className={classes.text}>{props.children}</div>}
      {props.action && <div className={classes.action}>{props.action}</div>}
    </div>
  );
}
