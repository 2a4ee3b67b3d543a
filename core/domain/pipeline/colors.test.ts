import { describe, expect, it } from 'vitest';
import { colorName, colorNames, nthColor, palette, shadesOf } from './colors.ts';

/** Relative luminance (WCAG 2). */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

describe('colours', () => {
  it.each(colorNames.flatMap((name) => [[name, 'light'] as const, [name, 'dark'] as const]))(
    '%s is legible on its quiet shade (%s)',
    (name, scheme) => {
      const { primary, secondary, text } = shadesOf(name, scheme);
      expect(primary).toBe(palette[name]);
      expect(secondary).toMatch(/^#[0-9a-f]{6}$/);
      expect(secondary).not.toBe(primary);
      expect(contrast(text, secondary)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('of a later version are shown as gray', () => {
    expect(shadesOf('ultraviolet', 'light')).toEqual(shadesOf('gray', 'light'));
    expect(shadesOf('toString', 'dark')).toEqual(shadesOf('gray', 'dark'));
    expect(colorName.safeParse('ultraviolet').success).toBe(false);
  });

  it('differ for neighbours when nobody chooses', () => {
    expect(new Set(Array.from({ length: colorNames.length }, (_, i) => nthColor(i))).size).toBe(colorNames.length);
    expect(colorNames).toContain(nthColor(-3));
  });
});
