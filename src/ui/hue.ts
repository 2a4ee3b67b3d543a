/** Solid tones of the palette that stages, people and businesses are coloured with; each ≥ 3:1 on both grounds. */
const tones: Readonly<Record<string, string>> = {
  gray: '#7c808c',
  red: '#d6453d',
  orange: '#d9690f',
  amber: '#b8800a',
  yellow: '#a88a08',
  lime: '#6b9a12',
  green: '#2f9650',
  teal: '#149083',
  cyan: '#0f8fab',
  blue: '#3577d6',
  indigo: '#5b5bd6',
  violet: '#8150d6',
  purple: '#9a45c9',
  pink: '#cf3d8f',
};

/** @returns the solid tone (hex) of a palette name; gray for a name this version does not know */
export function toneOf(color: string | null | undefined): string {
  return tones[color ?? 'gray'] ?? tones['gray']!;
}

/** Names of the palette in the order in which a picker offers them. */
export const toneNames: readonly string[] = Object.keys(tones);

/** @returns style variables for a chip: `--tone` solid, `--tone-bg` its tint, `--tone-text` readable text on the tint */
export function toneStyle(color: string | null | undefined): Record<string, string> {
  const tone = toneOf(color);
  return {
    '--tone': tone,
    '--tone-bg': `color-mix(in srgb, ${tone} var(--ui-chip-bg-share), var(--ui-bg))`,
    '--tone-text': `color-mix(in srgb, ${tone} var(--ui-chip-text-share), var(--ui-chip-text-mix))`,
  };
}
