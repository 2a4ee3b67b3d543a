import type { stageCategories } from '../../core/schema/settings.ts';
import { toneStyle } from './hue.ts';
import classes from './stage-chip.module.css';

export type StageCategory = (typeof stageCategories)[number];
export type StageLook = { readonly name: string; readonly color: string; readonly category: StageCategory };

const shareOf: Record<StageCategory, number> = { new: 0, contacted: 0.33, qualified: 0.66, won: 1, lost: 1 };

/** A stage as a small pie that fills with its category: colour is never the only sign. */
export function StageIcon({ color, category, size = 14 }: { color: string; category: StageCategory; size?: number }) {
  const length = 2 * Math.PI * 2.25;
  return (
    <svg width={size} height={size} viewBox="0 0 14 14" className={classes.icon} style={toneStyle(color)} aria-hidden>
      {category === 'won' || category === 'lost' ? (
        <>
          <circle cx="7" cy="7" r="6" fill="var(--tone)" />
          <path
            d={category === 'won' ? 'M4.2 7.2 6.2 9.2 9.9 5.2' : 'M4.9 4.9 9.1 9.1M9.1 4.9 4.9 9.1'}
            fill="none"
            stroke="#fff"
            strokeWidth="1.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </>
      ) : (
        <>
          <circle
            cx="7"
            cy="7"
            r="5.75"
            fill="none"
            stroke="var(--tone)"
            strokeWidth="1.5"
            strokeDasharray={category === 'new' ? '2.1 1.5' : undefined}
          />
          {shareOf[category] > 0 && (
            <circle
              cx="7"
              cy="7"
              r="2.25"
              fill="none"
              stroke="var(--tone)"
              strokeWidth="4.5"
              strokeDasharray={`${shareOf[category] * length} ${length}`}
              transform="rotate(-90 7 7)"
            />
          )}
        </>
      )}
    </svg>
  );
}

/**
 * A stage's icon and name.
 * @param props.tinted on a tint of its colour (details, chips in text); plain in dense lists
 */
export function StageChip({ stage, tinted }: { stage: StageLook; tinted?: boolean }) {
  return (
    <span
      className={classes.chip}
      data-tinted={tinted || undefined}
      style={tinted ? toneStyle(stage.color) : undefined}
    >
      <StageIcon color={stage.color} category={stage.category} />
      <span className={classes.name}>{stage.name}</span>
    </span>
  );
}

/** A name with a dot of its colour: businesses, sources, calendars. */
export function DotLabel({ name, color }: { name: string; color: string | null }) {
  return (
    <span className={classes.chip} style={toneStyle(color)}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.name}>{name}</span>
    </span>
  );
}
