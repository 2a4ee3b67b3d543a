import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { chunkBytes, chunkCount, DamagedFile, SealedReader, SealedWriter } from './sealed-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'outpost-sealed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'file');
const key = randomBytes(32);

function seal(content: Uint8Array, cuts: readonly number[] = []): void {
  const writer = new SealedWriter(path, key);
  let from = 0;
  for (const cut of [...cuts, content.length]) {
    writer.add(content.subarray(from, cut));
    from = Math.max(from, cut);
  }
  writer.finish();
}

function read(size: number, from = 0, to = size): Buffer {
  const reader = new SealedReader(path, key, size);
  try {
    // Also of an empty file something is read: that it is empty.
    return size === 0 ? reader.chunk(0) : reader.slice(from, to);
  } finally {
    reader.close();
  }
}

const sizes = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 3 * chunkBytes + 5];

describe('a sealed file', () => {
  it.each(sizes)('of %i bytes gives back what was put in, at any place', (size) => {
    const content = randomBytes(size);
    fc.assert(
      fc.property(fc.array(fc.nat(size), { maxLength: 4 }), fc.nat(size), fc.nat(size), (cuts, a, b) => {
        seal(
          content,
          cuts.toSorted((x, y) => x - y),
        );
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        expect(read(size).equals(content)).toBe(true);
        if (from < to) expect(read(size, from, to).equals(content.subarray(from, to))).toBe(true);
      }),
      { numRuns: 8 },
    );
  });

  it('holds nothing of its content in plain text', () => {
    const content = Buffer.from('a very secret offer '.repeat(10_000));
    seal(content);
    expect(readFileSync(path).includes('secret')).toBe(false);
  });

  it('does not open once any byte of it was changed', () => {
    const content = randomBytes(2 * chunkBytes + 100);
    seal(content);
    const sealed = readFileSync(path);
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(sealed);
        changed[at]! ^= flip;
        writeFileSync(path, changed);
        expect(() => read(content.length)).toThrow(DamagedFile);
      }),
      { numRuns: 60 },
    );
  });

  it('does not open cut off, with chunks exchanged, or under another key', () => {
    const content = randomBytes(3 * chunkBytes);
    seal(content);
    const sealed = readFileSync(path);
    const part = sealed.length / 3;
    writeFileSync(
      path,
      Buffer.concat([sealed.subarray(part, 2 * part), sealed.subarray(0, part), sealed.subarray(2 * part)]),
    );
    expect(() => read(content.length)).toThrow(DamagedFile);
    writeFileSync(path, sealed);
    // Cut at a chunk, with a size that fits: the chunk that is now last was not the last.
    truncateSync(path, 2 * part);
    expect(() => read(2 * chunkBytes)).toThrow(DamagedFile);
    writeFileSync(path, sealed);
    expect(() => new SealedReader(path, randomBytes(32), content.length).chunk(0)).toThrow(DamagedFile);
  });

  it('is gone on with behind its whole chunks', () => {
    const content = randomBytes(3 * chunkBytes + 7);
    const first = new SealedWriter(path, key);
    first.add(content.subarray(0, 2 * chunkBytes + 10));
    first.abandon();
    expect(first.written).toBe(2 * chunkBytes);
    const partial = new SealedReader(path, key, first.written, false);
    expect(partial.slice(0, first.written).equals(content.subarray(0, first.written))).toBe(true);
    const second = new SealedWriter(path, key, 2);
    second.add(content.subarray(2 * chunkBytes));
    second.finish();
    expect(chunkCount(content.length)).toBe(4);
    expect(read(content.length).equals(content)).toBe(true);
  });
});
