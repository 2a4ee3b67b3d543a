import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileHeaders } from './content-disposition.ts';
import { photoMediaTypes } from './file-limits.ts';

it('shows images and saves everything else under its name', () => {
  expect(fileHeaders({ name: 'ann.png', mediaType: 'image/png' })).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `inline; filename="ann.png"; filename*=UTF-8''ann.png`,
  });
  for (const mediaType of ['text/html', 'image/svg+xml', 'application/pdf', 'text/plain']) {
    expect(fileHeaders({ name: 'Größe "1".pdf', mediaType })).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Gr__e _1_.pdf"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.pdf`,
    });
  }
});

it('is a valid header for any name, and carries the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...photoMediaTypes, 'text/html'), (name, mediaType) => {
      const header = fileHeaders({ name, mediaType })['content-disposition']!;
      expect(header).toMatch(
        /^(inline|attachment); filename="[ !#$&-[\]-~]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/,
      );
      expect(decodeURIComponent(header.split(`''`)[1]!)).toBe(name);
    }),
  );
});
