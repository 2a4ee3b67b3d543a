import type { ColorName } from '../../core/domain/pipeline/colors.ts';

/**
 * The palette's colours as they are drawn on screens: toned so that icons, dots and bars keep 3:1 on the light and on the dark
 * ground, which the plain primary shades do not.
 */
const tones: Readonly<Record<ColorName, string>> = {
  gray: '#7c808c',
  red: '#d6453d',
  pink: '#cf3d8f',
  grape: '#a947c9',
  violet: '#8150d6',
  indigo: '#5468d9',
  blue: '#3577d6',
  cyan: '#0f8fab',
  teal: '#149083',
  green: '#2f9650',
  lime: '#6b9a12',
  yellow: '#b8860a',
  orange: '#d9690f',
};

/** @returns the solid tone (hex) of a palette name; gray for a name this version does not know */
export function toneOf(color: string | null | undefined): string {
  return color != null && Object.hasOwn(tones, color) ? tones[color as ColorName] : tones.gray;
}

/** @returns style variables for a chip: `--tone` solid, `--tone-bg` its tint, `--tone-text` readable text on the tint */
export function toneStyle(color: string | null | undefined): Record<string, string> {
  const tone = toneOf(color);
  return {
    '--tone': tone,
    '--tone-bg': `color-mix(in srgb, ${tone} var(--ui-chip-bg-share), var(--ui-bg))`,
    '--tone-text': `color-mix(in srgb, ${tone} var(--ui-chip-text-share), var(--ui-chip-text-mix))`,
  };
}
