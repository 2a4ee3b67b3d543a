/** Formats for people: one set per language and zone. Times are epoch milliseconds, money is integer minor units. */
export type Format = ReturnType<typeof createFormat>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How many minor units a currency has, e.g. 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

const cached = new Map<string, Format>();

/** The same formats for the same language and zone: making Intl objects is slow. */
export function formatFor(locale: string, timeZone: string | undefined): Format {
  const key = `${locale} ${timeZone ?? ''}`;
  const known = cached.get(key);
  if (known) return known;
  const made = createFormat(locale, timeZone);
  cached.set(key, made);
  return made;
}

function createFormat(locale: string, timeZone: string | undefined) {
  const zone = timeZone === undefined ? {} : { timeZone };
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...zone, ...options });
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const changes = new Intl.NumberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'exceptZero',
  });
  const day = dates({ day: 'numeric', month: 'short' });
  const date = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const longDate = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const month = dates({ month: 'short', year: 'numeric' });
  const time = dates({ hour: 'numeric', minute: '2-digit' });
  const dateTime = dates({ day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const moneyFormats = new Map<string, Intl.NumberFormat>();

  const moneyFormat = (currency: string, compact: boolean): Intl.NumberFormat => {
    const key = `${currency}${String(compact)}`;
    const known = moneyFormats.get(key);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      ...(compact
        ? { notation: 'compact' as const, maximumFractionDigits: 1 }
        : { trailingZeroDisplay: 'stripIfInteger' as const }),
    });
    moneyFormats.set(key, made);
    return made;
  };

  return {
    locale,
    timeZone,
    number: (value: number): string => numbers.format(value),
    /** @param ratio 0.25 for 25 % */
    percent: (ratio: number): string => percents.format(ratio),
    /** A change with its sign. @param ratio 0.25 for +25 % */
    change: (ratio: number): string => changes.format(ratio),
    money: (minor: number, currency: string): string =>
      moneyFormat(currency, false).format(minor / 10 ** minorDigits(currency)),
    /** For column totals: €1.2M */
    moneyCompact: (minor: number, currency: string): string =>
      moneyFormat(currency, true).format(minor / 10 ** minorDigits(currency)),
    day: (ms: number): string => day.format(ms),
    date: (ms: number): string => date.format(ms),
    longDate: (ms: number): string => longDate.format(ms),
    month: (ms: number): string => month.format(ms),
    time: (ms: number): string => time.format(ms),
    dateTime: (ms: number): string => dateTime.format(ms),
    timeRange: (from: number, to: number): string => time.formatRange(from, to),
    dateRange: (from: number, to: number): string => date.formatRange(from, to),
    list: (items: readonly string[]): string => lists.format(items),
    /** "5 min ago", "in 2 hr."; beyond four weeks the date. @param now epoch milliseconds */
    relative: (ms: number, now: number): string => {
      const difference = ms - now;
      const size = Math.abs(difference);
      if (size < minuteMs) return relative.format(0, 'second');
      if (size < hourMs) return relative.format(Math.trunc(difference / minuteMs), 'minute');
      if (size < dayMs) return relative.format(Math.trunc(difference / hourMs), 'hour');
      if (size < 28 * dayMs) return relative.format(Math.round(difference / dayMs), 'day');
      return date.format(ms);
    },
  };
}
