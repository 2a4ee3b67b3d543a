/** So many bytes from the beginning of a file tell what it is. */
export const sniffedBytes = 1445;

/**
 * Finds out what a file is from how it begins. Signatures and the text rule are those of the WHATWG MIME Sniffing Standard
 * (sections 4, 6 and 7.2); HTML, SVG and scripts are text here on purpose: nothing that runs is ever recognised as such. Within
 * the containers that many formats share (ZIP, OLE) the file's name tells which one it is.
 * @param head the first `sniffedBytes` bytes, or the whole file if it is shorter
 * @param name the file's name
 * @returns a media type; application/octet-stream for what is not recognised
 */
export function sniffMediaType(head: Uint8Array, name: string): string {
  if (head.length === 0) return 'application/octet-stream';
  const known = signatures.find(({ at, bytes }) => startsWith(head, bytes, at ?? 0));
  if (known?.type === 'riff') return startsWith(head, ascii('WEBPVP'), 8) ? 'image/webp' : binary;
  if (known?.type === 'iso') return isoTypes[text(head, 8, 12)] ?? binary;
  if (known?.type === 'zip') return zipTypes[extensionOf(name)] ?? 'application/zip';
  if (known?.type === 'ole') return oleTypes[extensionOf(name)] ?? binary;
  return known?.type ?? (isText(head) ? (textTypes[extensionOf(name)] ?? 'text/plain') : binary);
}

const binary = 'application/octet-stream';
const ascii = (text: string): readonly number[] => [...text].map((char) => char.charCodeAt(0));

/** Where several formats share a beginning, `type` is the name of the family. */
const signatures: readonly { type: string; bytes: readonly number[]; at?: number }[] = [
  { type: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/gif', bytes: ascii('GIF87a') },
  { type: 'image/gif', bytes: ascii('GIF89a') },
  { type: 'riff', bytes: ascii('RIFF') },
  { type: 'iso', bytes: ascii('ftyp'), at: 4 },
  { type: 'image/bmp', bytes: ascii('BM') },
  { type: 'image/tiff', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { type: 'image/tiff', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { type: 'application/pdf', bytes: ascii('%PDF-') },
  { type: 'application/rtf', bytes: ascii('{\\rtf') },
  { type: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { type: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { type: 'application/gzip', bytes: [0x1f, 0x8b, 0x08] },
  { type: 'ole', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
];

/** Major brands of ISO base media files (ISO/IEC 14496-12, section 4.3). */
const isoTypes: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heif',
  isom: 'video/mp4',
  iso2: 'video/mp4',
  mp41: 'video/mp4',
  mp42: 'video/mp4',
  'M4A ': 'audio/mp4',
  'qt  ': 'video/quicktime',
};

const zipTypes: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
};

const oleTypes: Readonly<Record<string, string>> = {
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  msg: 'application/vnd.ms-outlook',
};

const textTypes: Readonly<Record<string, string>> = { csv: 'text/csv', ics: 'text/calendar', vcf: 'text/vcard' };

function startsWith(head: Uint8Array, bytes: readonly number[], at: number): boolean {
  return bytes.every((byte, i) => head[at + i] === byte);
}

function text(head: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...head.subarray(from, to));
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Section 7.2: without binary data bytes it is text. A byte order mark says so, too. */
function isText(head: Uint8Array): boolean {
  const isMarked = startsWith(head, [0xfe, 0xff], 0) || startsWith(head, [0xff, 0xfe], 0);
  return (
    isMarked || !head.some((byte) => byte <= 0x08 || byte === 0x0b || (byte >= 0x0e && byte <= 0x1f && byte !== 0x1b))
  );
}
