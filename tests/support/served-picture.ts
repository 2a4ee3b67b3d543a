import type { ReceivedFile } from '../../electron/data/file-port.ts';

/** The one document whose file a test's worker has. */
export const pictureId = '01900000-0000-7000-8000-000000000001';

export function picture(): ReceivedFile {
  return { name: 'a.png', mediaType: 'image/png', size: 7, body: new Blob(['picture']).stream() };
}
