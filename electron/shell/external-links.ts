/** What the system may open for a link in the renderer: pages, mails and calls. */
const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const longestLink = 2048;

/**
 * @param address that the renderer wants to open outside
 * @returns the normalized address, or undefined when the system must not open it: another scheme could start a program, and
 *   a name before the host (`https://bank.example@evil.example`) deceives
 */
export function externalLink(address: string): string | undefined {
  if (address.length > longestLink || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!schemes.has(url.protocol)) return undefined;
  return url.username === '' && url.password === '' ? url.href : undefined;
}
