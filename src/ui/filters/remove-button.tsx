import { IconX } from '@tabler/icons-react';
import classes from './filter-bar.module.css';

/** The cross at the end of a filter's chip. */
export function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={classes.remove} aria-label={label} onClick={onClick}>
      <IconX size={12} aria-hidden />
    </button>
  );
}
