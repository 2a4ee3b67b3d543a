import { useId, type ReactNode } from 'react';
import classes from './panel.module.css';

/**
 * A titled block of a screen: a region that assistive technology can jump to.
 * @param props.flush the content brings its own padding (tables, lists)
 */
export function Panel(props: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  className?: string | undefined;
  children: ReactNode;
}) {
  const titleId = useId();
  return (
    <section className={`${classes.panel} ${props.className ?? ''}`} aria-labelledby={titleId}>
      <div className={classes.head}>
        <div className={classes.heading}>
          <h2 className={classes.title} id={titleId}>
            {props.title}
          </h2>
          {props.description && <p className={classes.description}>{props.description}</p>}
        </div>
        {props.actions && <div className={classes.actions}>{props.actions}</div>}
      </div>
      <div className={props.flush ? classes.flush : classes.body}>{props.children}</div>
    </section>
  );
}
