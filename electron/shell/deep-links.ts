/** The links that other programs may open: `outpost://lead/<uuid>`, in any case, and nothing else. */
const leadLink = /^outpost:\/\/lead\/([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\/?$/i;

/** The scheme that is registered with the operating system. */
export const linkScheme = 'outpost';

/**
 * @param link from another program: a mail, a page, a command line
 * @returns the place it names, as the hash of the renderer's address; undefined for whatever is not exactly such a link
 */
export function hashOfLink(link: string): string | undefined {
  const id = leadLink.exec(link)?.[1];
  return id ? `#/lead/${id.toLowerCase()}` : undefined;
}

/**
 * @param argv the command line of this or of a second instance
 * @returns its argument that claims to be a link, not validated; undefined where there is none
 */
export function linkIn(argv: readonly string[]): string | undefined {
  return argv.slice(1).find((argument) => argument.toLowerCase().startsWith(`${linkScheme}:`));
}
