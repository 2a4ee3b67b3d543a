import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from './lines.ts';

function streamOf(bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].toSorted((a, b) => a - b);
  const pieces = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

async function read(text: string, cuts: readonly number[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(streamOf(new TextEncoder().encode(text), cuts))) lines.push(line);
  return lines;
}

describe('linesOf', () => {
  it('gives the lines however the bytes are cut, within a letter too', async () => {
    const line = fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text) && text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat()), async (lines, cuts) => {
        expect(await read(lines.map((text) => `${text}\n`).join(''), cuts)).toEqual(lines);
      }),
    );
  });

  it('takes CRLF', async () => {
    expect(await read('a\r\nb\r\n', [1, 2])).toEqual(['a', 'b']);
  });

  it('tells that a stream was cut off within a line', async () => {
    await expect(read('whole\nhal', [3])).rejects.toThrow('within a line');
  });
});
