import { isShownInline } from './file-limits.ts';

/**
 * Headers under which a file's content is handed to a browser: images that carry no scripts are shown, everything else is only ever
 * saved. The type says what the bytes are; nothing is ever sniffed, framed or run.
 */
export function fileHeaders(file: { readonly name: string; readonly mediaType: string }): Record<string, string> {
  const inline = isShownInline(file.mediaType);
  return {
    'content-type': inline ? file.mediaType : 'application/octet-stream',
    'content-disposition': contentDisposition(inline ? 'inline' : 'attachment', file.name),
    'content-security-policy': `default-src 'none'; sandbox`,
    'x-content-type-options': 'nosniff',
  };
}

/** RFC 6266 with the extended notation of RFC 8187; the plain parameter is for old readers. */
function contentDisposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
