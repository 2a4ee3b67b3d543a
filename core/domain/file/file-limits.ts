/** Largest document where the organization says nothing else. Bytes. */
export const defaultDocumentMaxBytes = 50 * 1024 * 1024;

/** Largest limit that an organization can set: one request stores a file of up to 5 GB, and a device has to hold it. Bytes. */
export const largestDocumentMaxBytes = 1024 * 1024 * 1024;

/** Largest photo. Bytes. */
export const photoMaxBytes = 10 * 1024 * 1024;

/** What a photo may be: images that every screen draws and that carry no scripts. */
export const photoMediaTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'];

/** @returns whether a file of this type is shown within the page; everything else is only ever saved to disk */
export function isShownInline(mediaType: string): boolean {
  return photoMediaTypes.includes(mediaType);
}
