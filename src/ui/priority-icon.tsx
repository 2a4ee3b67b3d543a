import { usePriority } from './workspace/use-priority.ts';
import classes from './priority-icon.module.css';

/**
 * A priority as signal bars, the most urgent ones as an exclamation mark: the shape tells them apart, not the colour.
 * @param props.priority its key
 * @param props.label says the priority to assistive technology; without it the icon is decoration beside a word
 */
export function PriorityIcon({ priority, label }: { priority: string; label?: string | undefined }) {
  const { bars } = usePriority(priority);
  const naming = label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label };
  return (
    <svg width={14} height={14} viewBox="0 0 14 14" className={classes.icon} data-priority={priority} {...naming}>
      {bars > 3 ? (
        <>
          <rect x="0.5" y="0.5" width="13" height="13" rx="3" fill="currentColor" />
          <path d="M7 3.5v4.25M7 10.2v.05" stroke="var(--ui-bg)" strokeWidth="1.75" strokeLinecap="round" />
        </>
      ) : (
        [0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={1 + bar * 4.5}
            y={8.5 - bar * 3.25}
            width="3"
            height={4.5 + bar * 3.25}
            rx="1"
            fill="currentColor"
            opacity={bar < bars ? 1 : 0.28}
          />
        ))
      )}
    </svg>
  );
}

/** A priority's icon with its name. */
export function PriorityLabel({ priority }: { priority: string }) {
  const { name } = usePriority(priority);
  return (
    <span className={classes.chip}>
      <PriorityIcon priority={priority} />
      {name}
    </span>
  );
}
