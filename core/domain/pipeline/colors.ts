import { z } from 'zod';

/** The colours that stages, businesses and people may have, by name, with their primary shade. */
export const palette = {
  gray: '#868e96',
  red: '#fa5252',
  pink: '#e64980',
  grape: '#be4bdb',
  violet: '#7950f2',
  indigo: '#4c6ef5',
  blue: '#228be6',
  cyan: '#15aabf',
  teal: '#12b886',
  green: '#40c057',
  lime: '#82c91e',
  yellow: '#fab005',
  orange: '#fd7e14',
} as const;

export type ColorName = keyof typeof palette;
export const colorNames = Object.keys(palette) as ColorName[];

/** A colour of the palette. */
export const colorName: z.ZodType<ColorName> = z.enum(colorNames);

export type Scheme = 'light' | 'dark';

/** What a colour becomes on a screen: a strong shade, a quiet one derived from it, and text that is legible on the quiet one. */
export type Shades = { readonly primary: string; readonly secondary: string; readonly text: string };

const backgrounds: Record<Scheme, string> = { light: '#ffffff', dark: '#1a1b1e' };
const inks: Record<Scheme, string> = { light: '#000000', dark: '#ffffff' };
/** How much of the primary shade goes into the quiet one and into the text. */
const secondaryShare = 0.18;
const textShare = 0.42;

/**
 * @param name a colour; one that this version does not know is shown as gray
 * @returns its shades as `#rrggbb`
 */
export function shadesOf(name: string, scheme: Scheme): Shades {
  const primary = Object.hasOwn(palette, name) ? palette[name as ColorName] : palette.gray;
  return {
    primary,
    secondary: mix(primary, backgrounds[scheme], secondaryShare),
    text: mix(primary, inks[scheme], textShare),
  };
}

/** The colour for the nth thing of a kind, when nobody chooses one. */
export function nthColor(n: number): ColorName {
  return colorNames[(((n * 5 + 6) % colorNames.length) + colorNames.length) % colorNames.length]!;
}

/** Mixes two colours channel by channel. @param share of the first one, 0 to 1 */
function mix(a: string, b: string, share: number): string {
  const channel = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(a, at) * share + channel(b, at) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
