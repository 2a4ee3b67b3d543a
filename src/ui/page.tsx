import type { ReactNode } from 'react';
import classes from './page.module.css';

/**
 * One screen: a header that stays, below it content that scrolls.
 * @param props.fill the content fills the height and scrolls by itself (boards, tables, calendars)
 */
export function Page(props: { header?: ReactNode; toolbar?: ReactNode; fill?: boolean; children: ReactNode }) {
  return (
    <div className={classes.page}>
      {props.header}
      {props.toolbar}
      <div className={props.fill ? classes.fill : classes.scroll} tabIndex={props.fill ? undefined : -1}>
        {props.children}
      </div>
    </div>
  );
}

/**
 * The header of a screen.
 * @param props.title becomes the page's h1
 * @param props.aside what stands beside the title, e.g. a count
 * @param props.actions buttons, at the end
 */
export function PageHeader(props: { title: ReactNode; aside?: ReactNode; leading?: ReactNode; actions?: ReactNode }) {
  return (
    <header className={classes.header}>
      {props.leading}
      <h1 className={classes.title}>{props.title}</h1>
      {props.aside !== undefined && <div className={classes.aside}>{props.aside}</div>}
      {props.actions && <div className={classes.actions}>{props.actions}</div>}
    </header>
  );
}

/** A row of controls below the header: filters, view choices. Wraps on narrow windows. */
export function Toolbar(props: { label: string; children: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={props.label}>
      <div className={classes.toolbarStart}>{props.children}</div>
      {props.end && <div className={classes.toolbarEnd}>{props.end}</div>}
    </div>
  );
}
