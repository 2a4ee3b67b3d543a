/** @returns whether the text has the form of an email address */
export function isEmail(text: string): boolean {
  return text.length <= 255 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}

/** @returns whether the text is an IANA time zone that this runtime knows */
export function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).format(0) !== '';
  } catch {
    return false; // RangeError is how Intl says no
  }
}

/** @returns whether the text is a currency code in use */
export function isCurrency(text: string): boolean {
  return Intl.supportedValuesOf('currency').includes(text);
}
