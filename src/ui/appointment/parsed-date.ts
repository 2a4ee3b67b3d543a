/** In which order a language writes the parts of a date, e.g. day, month, year. */
function partOrder(locale: string): readonly string[] {
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric' }).formatToParts();
  return parts.map(({ type }) => type).filter((type) => type === 'day' || type === 'month' || type === 'year');
}

/**
 * Reads a date as people type it: 2026-11-21, or figures in the order of their language (21.11.2026, 11/21/26).
 * @returns YYYY-MM-DD, or null when it is no date
 */
export function parsedDate(text: string, locale: string): string | null {
  const figures = text.match(/\d+/g) ?? [];
  if (figures.length !== 3) return null;
  const isIso = figures[0]!.length === 4;
  const order = isIso ? ['year', 'month', 'day'] : partOrder(locale);
  const part = (name: string): number => Number(figures[order.indexOf(name)]);
  const year = part('year') < 100 ? 2000 + part('year') : part('year');
  const date = new Date(Date.UTC(year, part('month') - 1, part('day')));
  const isReal = date.getUTCMonth() === part('month') - 1 && date.getUTCDate() === part('day');
  return isReal ? date.toISOString().slice(0, 10) : null;
}
